using Pool.Web.Http;

namespace Pool.Web.Pages;

/// <summary>A request that cannot be answered, in plain words.</summary>
internal static class ProblemPage
{
    public static PageContent Render(Problem problem, string typed) => new(problem.Title, Html.Of($"""
        <h1>{problem.Title}</h1>
        <p class="claim">{problem.Detail}</p>
        {Advice(problem)}
        """)) { Private = true, Broken = problem.Status >= 500, Typed = typed };

    private static Html Advice(Problem problem) => problem.Code switch
    {
        AddressVerdict.Invalid or AddressVerdict.WrongNetwork => Html.Of(
            $"<p>Copy the whole address from your wallet: one wrong or missing letter makes it invalid. Then paste it into the box above.</p>"),
        "books-unavailable" => Html.Of(
            $"<p>Your miner need not do anything: shares are answered with OK only when they are safely recorded.</p>"),
        "cursor-invalid" => Html.Of($"<p>Start again from the newest entries.</p>"),
        _ => default,
    };
}

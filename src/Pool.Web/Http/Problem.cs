using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Pool.Web.Http;

/// <summary>What a request did wrong, or why it cannot be answered: a value, shown as RFC 9457 JSON or as a page.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Title">The same for every request with this code.</param>
/// <param name="Detail">What was wrong, with which value, and what to do.</param>
internal sealed record Problem(int Status, string Code, string Title, string Detail)
{
    public static Problem PoolUnknown(string pool) => new(
        StatusCodes.Status404NotFound,
        "pool-unknown",
        "No such pool",
        $"There is no pool '{Cut(pool)}' here; /api/v1/pools lists those that are.");

    public static Problem NotFound(string path) => new(
        StatusCodes.Status404NotFound, "not-found", "Nothing here", $"There is nothing at '{Cut(path)}'.");

    public static Problem Address(AddressVerdict verdict) => new(
        StatusCodes.Status400BadRequest,
        verdict.Code ?? AddressVerdict.Invalid,
        verdict.Code == AddressVerdict.WrongNetwork ? "Address of another network or coin" : "Not a valid address",
        verdict.Text ?? "The text cannot be read as an address.");

    public static Problem AddressUnknown() => new(
        StatusCodes.Status404NotFound,
        "address-unknown",
        "No shares from this address yet",
        "The address is valid, but no share of it is in the books. It appears with its first accepted share.");

    public static Problem CursorInvalid() => new(
        StatusCodes.Status400BadRequest,
        "cursor-invalid",
        "Not a cursor of this list",
        "Take the cursor from page.next of this list, unchanged, or none for the first page.");

    public static Problem LimitInvalid(string limit, int most) => new(
        StatusCodes.Status400BadRequest,
        "limit-invalid",
        "Limit out of range",
        $"The limit '{Cut(limit)}' is not a whole number from 1 to {most}.");

    public static Problem BooksUnavailable() => new(
        StatusCodes.Status503ServiceUnavailable,
        "books-unavailable",
        "The pool cannot read its books",
        "The database does not answer at the moment. Try again in a few seconds.");

    public static Problem Internal() => new(
        StatusCodes.Status500InternalServerError,
        "internal",
        "A fault in the pool",
        "The request met a fault in the pool's program; it is in the log under this trace id.");

    /// <summary>As application/problem+json.</summary>
    public Reply ToReply(HttpContext http)
    {
        var body = new ProblemDocument(
            "urn:pool:problem:" + Code, Title, Status, Detail, Code, Activity.Current?.Id ?? http.TraceIdentifier);
        return Json.Reply(body) with { Status = Status, ContentType = Reply.ProblemType, RetryAfter = Wait };
    }

    /// <summary>Seconds to wait where waiting helps.</summary>
    public int? Wait => Status == StatusCodes.Status503ServiceUnavailable ? 5 : null;

    /// <summary>What a request says is repeated in part only.</summary>
    private static string Cut(string text) => text.Length <= 64 ? text : text[..64] + "…";

    private sealed record ProblemDocument(string Type, string Title, int Status, string Detail, string Code, string TraceId);
}

/// <summary>Ends a request with a problem; caught where replies are written.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}

using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Pool.Core.Stats;
using Pool.Web.Http;

namespace Pool.Web.Health;

/// <summary>Whether the process lives, and whether it can serve miners.</summary>
internal sealed partial class HealthPages(HealthBoard board)
{
    /// <summary>A sentence or two; an exception's whole text would say too much.</summary>
    private const int LongestText = 300;

    /// <summary>The process answers; says nothing of its parts.</summary>
    public static Task<Reply> Live(HttpContext http) => Task.FromResult(Json.Reply(new { Status = "live" }));

    /// <summary>200 when every critical part works, else 503; the parts by name either way.</summary>
    public Task<Reply> Ready(HttpContext http)
    {
        var ready = board.Ready;
        var body = new
        {
            Status = ready ? "ready" : "not-ready",
            Parts = board.Read().Select(part => new { part.Part, part.Ok, part.Critical, Text = WithoutSecrets(part.Text) }),
        };
        return Task.FromResult(Json.Reply(body) with
        {
            Status = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        });
    }

    /// <summary>The second fence: parts should not say secrets, and a login inside a URL is what slips through most easily.</summary>
    private static string WithoutSecrets(string text)
    {
        var safe = LoginInUrl().Replace(text, "://…@");
        safe = NamedSecret().Replace(safe, "$1…");
        return safe.Length <= LongestText ? safe : safe[..LongestText] + "…";
    }

    [GeneratedRegex(@"://[^/\s@]+@")]
    private static partial Regex LoginInUrl();

    [GeneratedRegex("""(?i)\b((?:password|passwd|secret|token|api[-_]?key)\s*[=:]\s*)[^\s,;]+""")]
    private static partial Regex NamedSecret();
}

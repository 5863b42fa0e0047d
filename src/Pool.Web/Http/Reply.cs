using System.Text;

namespace Pool.Web.Http;

/// <summary>An answer that is rendered only when the reader lacks it.</summary>
/// <param name="ETag">Without quotes; null where a repeat cannot be recognised without the work.</param>
/// <param name="Cache">Value of Cache-Control.</param>
internal sealed record Reply(int Status, string ContentType, Func<byte[]> Render, string? ETag = null, string Cache = Reply.NoStore)
{
    public const string NoStore = "no-store";
    public const string HtmlType = "text/html; charset=utf-8";
    public const string JsonType = "application/json";
    public const string ProblemType = "application/problem+json";

    /// <summary>Where to go instead, or null.</summary>
    public string? Location { get; init; }

    /// <summary>The following page of a list, or null.</summary>
    public string? Next { get; init; }

    /// <summary>Seconds after which to try again, or null.</summary>
    public int? RetryAfter { get; init; }

    public static Reply Text(int status, string contentType, Func<string> render) =>
        new(status, contentType, () => Encoding.UTF8.GetBytes(render()));

    /// <summary>Sends the reader elsewhere.</summary>
    /// <param name="location">Relative to the requested address.</param>
    public static Reply Redirect(int status, string location) =>
        new(status, "text/plain; charset=utf-8", () => []) { Location = location };
}

using Pool.Core.Shares;

namespace Pool.Stratum;

/// <summary>
/// What a miner reads when it is refused. xmrig closes and logs in again when a text begins with "Unauthenticated", "Invalid
/// job id", "your IP is banned" or "IP Address currently banned" (its Client.cpp, isCriticalError): only the first is used,
/// and only when the session is unknown.
/// </summary>
internal static class RefusalText
{
    public const string Unauthenticated = "Unauthenticated";

    public const string LoggedInAlready = "Already logged in on this connection; open another one for another login";

    public const string Stopping = "The pool server is restarting; connect again in a moment";

    public const string NotRecordedYet = "Share not recorded yet: the pool's store is slow. It may still be counted";

    public const string NotRecorded = "Share not recorded: the pool's store refused it";

    public const string NotChecked = "Share not checked: the pool could not compute its hash";

    public const string StoreFull = "Throttled: too many shares wait to be recorded";

    public static string Malformed(string problem) => $"Malformed request: {problem}";

    public static string UnknownMethod(string? method) =>
        method is null ? "Malformed request: there is no method" : $"Unknown method '{method}'; known are login, submit, keepalived, getjob";

    public static string NoWork(string problem) => $"No work available: {problem}. Try again in a minute";

    /// <summary>The text for a share that is not credited.</summary>
    /// <param name="detail">What exactly is wrong, where the outcome alone does not say.</param>
    public static string Share(ShareOutcome outcome, string? detail) => outcome switch
    {
        ShareOutcome.Stale => $"Stale share: {detail ?? "newer work was sent"}",
        ShareOutcome.LowDifficulty => "Low difficulty share",
        ShareOutcome.Duplicate => "Duplicate share",
        ShareOutcome.UnknownJob => "Unknown job: it is too old or was not sent on this connection",
        ShareOutcome.InvalidResult => "Rejected share: invalid result; check the miner's hardware and algorithm",
        ShareOutcome.Malformed => $"Malformed share: {detail}",
        ShareOutcome.Throttled => $"Throttled: {detail ?? "too many shares of yours are being checked; use a higher difficulty"}",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "this outcome is no refusal"),
    };
}

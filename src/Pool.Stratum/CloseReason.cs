namespace Pool.Stratum;

/// <summary>Why a connection ended, for the metrics and the log.</summary>
internal enum CloseReason
{
    Peer,
    LoginRefused,
    PreLoginDeadline,
    IdleDeadline,
    SlowReader,
    MalformedLines,
    LineTooLong,
    Stopping,
    Fault,
}

internal static class CloseReasons
{
    public static string Label(this CloseReason reason) => reason switch
    {
        CloseReason.Peer => "peer",
        CloseReason.LoginRefused => "login-refused",
        CloseReason.PreLoginDeadline => "pre-login-deadline",
        CloseReason.IdleDeadline => "idle-deadline",
        CloseReason.SlowReader => "slow-reader",
        CloseReason.MalformedLines => "malformed-lines",
        CloseReason.LineTooLong => "line-too-long",
        CloseReason.Stopping => "stopping",
        CloseReason.Fault => "fault",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no such reason"),
    };
}

namespace Pool.Stratum;

internal enum StratumMethod
{
    Missing,
    Login,
    Submit,
    KeepAlived,
    GetJob,
    Unknown,
}

/// <summary>One line of a miner's, read. Only what the server uses of it.</summary>
internal sealed class StratumRequest
{
    public RequestId Id { get; set; }

    public StratumMethod Method { get; set; }

    /// <summary>The name of an unknown method.</summary>
    public string? MethodName { get; set; }

    /// <summary>Why the line is no request; null when it is one.</summary>
    public string? Problem { get; set; }

    public string? Login { get; set; }

    public string? Pass { get; set; }

    public string? Agent { get; set; }

    public string? RigId { get; set; }

    /// <summary>Algorithms that the miner offers, or null when it does not say.</summary>
    public IReadOnlyList<string>? Algorithms { get; set; }

    /// <summary>The session id (<c>params.id</c>).</summary>
    public string? Session { get; set; }

    public string? JobId { get; set; }

    public string? Nonce { get; set; }

    public string? Result { get; set; }
}

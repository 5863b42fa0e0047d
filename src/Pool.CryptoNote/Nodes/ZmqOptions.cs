namespace Pool.CryptoNote.Nodes;

/// <summary>Limits of <see cref="ZmqNotifications"/>.</summary>
public sealed record ZmqOptions
{
    /// <summary>
    /// Messages that wait to be read; more are dropped, which costs nothing: each says no more than "look again". 64: the
    /// blocks that come in a burst when a node catches up. 1 to 10,000.
    /// </summary>
    public int Waiting { get; init; } = 64;

    /// <summary>
    /// Longest message; a longer one ends the connection. 16 MiB: json-full-miner_data lists the whole mempool, 100 bytes a
    /// transaction, 150,000 of them. 1 KiB to 1 GiB.
    /// </summary>
    public int MessageBytes { get; init; } = 16 << 20;

    /// <summary>Between two attempts to connect, doubling up to the longest: 100 ms to 5 s. 10 ms to 1 min.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often the other side is asked whether it lives; it is given up after three times that. 5 s: a node that vanished
    /// without closing its connection is noticed in 15 s, until when polling serves. 1 s to 1 min.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    internal ZmqOptions Checked()
    {
        Limit.Within(Waiting, 1, 10_000);
        Limit.Within(MessageBytes, 1 << 10, 1 << 30);
        Limit.Within(FirstRetry, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Limit.Within(LongestRetry, FirstRetry, TimeSpan.FromMinutes(1));
        Limit.Within(Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        return this;
    }
}

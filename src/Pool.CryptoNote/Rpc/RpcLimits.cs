namespace Pool.CryptoNote.Rpc;

/// <summary>Limits of a <see cref="RpcClient"/> that are the same for nodes and wallets.</summary>
public sealed record RpcLimits
{
    /// <summary>
    /// Calls at once, each on a connection of its own. 8: the poller, the watch, the scan, a payout and a few submitted
    /// blocks, and none waits for another. 1 to 64.
    /// </summary>
    public int Lanes { get; init; } = 8;

    /// <summary>
    /// Longest answer that is read. 32 MiB: a block of 10,000 transactions is 1.3 MB of hex and as much again as JSON; a
    /// wallet's list of 30,000 transfers of 900 bytes is 27 MB. 64 KiB to 1 GiB.
    /// </summary>
    public long AnswerBytes { get; init; } = 32 << 20;

    /// <summary>
    /// How long an unused connection is kept. 60 s: well below the five minutes after which monerod closes it from its side,
    /// so that a call does not run into that. 1 s to 5 min.
    /// </summary>
    public TimeSpan IdleConnection { get; init; } = TimeSpan.FromSeconds(60);

    internal RpcLimits Checked()
    {
        Limit.Within(Lanes, 1, 64);
        Limit.Within(AnswerBytes, 64 << 10, 1 << 30);
        Limit.Within(IdleConnection, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        return this;
    }
}

using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Wallets;

/// <summary>Limits of <see cref="MoneroWalletRpc"/>: one deadline a call, each from 100 ms to 1 h.</summary>
public sealed record MoneroWalletOptions
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <summary>
    /// 15 s: address, balance, one transfer. They take milliseconds, but the wallet does one thing at a time and refreshes by
    /// itself every 20 s.
    /// </summary>
    public TimeSpan ReadDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>60 s: lists of every transfer of a wallet of years.</summary>
    public TimeSpan ListDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// 60 s: choosing decoys needs the node's output distribution (MBs), then a proof of sixteen outputs. The payer's lease
    /// must rest longer than this.
    /// </summary>
    public TimeSpan PrepareDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>60 s: the node verifies the transaction. The payer's lease must rest longer than this.</summary>
    public TimeSpan RelayDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>10 min: a day's blocks for a wallet that was away, or asking for every output of a large wallet.</summary>
    public TimeSpan RescanDeadline { get; init; } = TimeSpan.FromMinutes(10);

    public RpcLimits Rpc { get; init; } = new();

    internal MoneroWalletOptions Checked()
    {
        Limit.Within(ReadDeadline, Least, Most);
        Limit.Within(ListDeadline, Least, Most);
        Limit.Within(PrepareDeadline, Least, Most);
        Limit.Within(RelayDeadline, Least, Most);
        Limit.Within(RescanDeadline, Least, Most);
        return this;
    }
}

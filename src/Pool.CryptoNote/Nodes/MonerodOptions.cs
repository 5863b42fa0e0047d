using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Nodes;

/// <summary>Limits of <see cref="MonerodDaemon"/>: one deadline a call, each from 100 ms to 5 min.</summary>
public sealed record MonerodOptions
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    /// <summary>5 s: a node answers in milliseconds; one that adds a block holds its lock for a second or two.</summary>
    public TimeSpan InfoDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>10 s: filling a template from a full mempool behind the same lock.</summary>
    public TimeSpan TemplateDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// 30 s: the node hashes the block (0.3 s without huge pages), checks every transaction that it does not know and writes
    /// it. Giving up early gains nothing: the block is on its way either way.
    /// </summary>
    public TimeSpan SubmitDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>10 s: a stored block with its JSON.</summary>
    public TimeSpan BlockDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>10 s: looking up a transaction or key images.</summary>
    public TimeSpan LookUpDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>20 s: verifying the proofs of a transaction of sixteen outputs.</summary>
    public TimeSpan SendDeadline { get; init; } = TimeSpan.FromSeconds(20);

    public RpcLimits Rpc { get; init; } = new();

    internal MonerodOptions Checked()
    {
        Limit.Within(InfoDeadline, Least, Most);
        Limit.Within(TemplateDeadline, Least, Most);
        Limit.Within(SubmitDeadline, Least, Most);
        Limit.Within(BlockDeadline, Least, Most);
        Limit.Within(LookUpDeadline, Least, Most);
        Limit.Within(SendDeadline, Least, Most);
        return this;
    }
}

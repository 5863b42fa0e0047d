using Pool.Core.Rewards;

namespace Pool.Core.Blocks;

/// <summary>Limits of following found blocks to their credit.</summary>
public sealed record UnlockerOptions
{
    /// <summary>Blocks on top of one before it is decided. Monero and TurtleCoin lock a coinbase for 60 and 40.</summary>
    public int MaturityBlocks { get; init; } = 60;

    /// <summary>The pool's part of each reward, hundredths of a percent, 0 to 10000.</summary>
    public int FeeBasisPoints { get; init; } = 100;

    /// <summary>PPLNS window in thousandths of the block's network difficulty: 2000 is the work of two expected rounds.</summary>
    public int WindowThousandths { get; init; } = 2000;

    /// <summary>How many maturities a credited block is watched: 10 × 60 blocks are 20 hours of Monero.</summary>
    public int WatchMaturities { get; init; } = 10;

    /// <summary>
    /// For how many blocks a candidate that no node knows is handed in again: 10, since nodes do not switch to a branch that
    /// far behind but by an attack.
    /// </summary>
    public int ResubmitBlocks { get; init; } = 10;

    /// <exception cref="ArgumentException">A value is out of range; the message says which and what is allowed.</exception>
    public void Validate()
    {
        Limit.Within(MaturityBlocks, 1, 10_000);
        Limit.Within(FeeBasisPoints, 0, RewardSplit.BasisPoints);
        Limit.Within(WindowThousandths, 1, 1_000_000);
        Limit.Within(WatchMaturities, 1, 1000);
        Limit.Within(ResubmitBlocks, 0, 1000);
    }
}

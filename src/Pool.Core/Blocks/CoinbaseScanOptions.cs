using Pool.Core.Rewards;

namespace Pool.Core.Blocks;

/// <summary>Limits of the search for blocks that the books lack.</summary>
public sealed record CoinbaseScanOptions
{
    /// <summary>As in <see cref="UnlockerOptions.MaturityBlocks"/>.</summary>
    public int MaturityBlocks { get; init; } = 60;

    /// <summary>
    /// How far back every block is read: two maturities, 120 blocks or four hours of Monero. A longer gap is bridged by the
    /// wallet's list of coinbase income.
    /// </summary>
    public int ScanMaturities { get; init; } = 2;

    /// <summary>Income this deep must be in the books; 10, because younger blocks still change places.</summary>
    public int AlarmConfirmations { get; init; } = 10;

    /// <summary>Scheme of a block that was found on the chain.</summary>
    public RewardScheme Scheme { get; init; } = RewardScheme.Pplns;

    /// <summary>Blocks that one step may read from a node: 500 of some 100 kB are 50 MB; the next step goes on.</summary>
    public int MaxBlocksPerStep { get; init; } = 500;

    /// <exception cref="ArgumentException">A value is out of range; the message says which and what is allowed.</exception>
    public void Validate()
    {
        Limit.Within(MaturityBlocks, 1, 10_000);
        Limit.Within(ScanMaturities, 2, 100);
        Limit.Within(AlarmConfirmations, 1, 10_000);
        Limit.Within(MaxBlocksPerStep, 1, 100_000);
    }
}

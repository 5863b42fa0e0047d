using Pool.Core.Rewards;

namespace Pool.Core.Blocks;

/// <summary>Where a found block stands. Stored by these numbers.</summary>
public enum BlockState
{
    /// <summary>Journalled, not yet mature.</summary>
    Candidate = 0,

    /// <summary>Every node refused it. It closes nothing; the coinbase scan may still find it on the chain.</summary>
    Refused = 1,

    /// <summary>Mature, on the chain, and shared out.</summary>
    Credited = 2,

    /// <summary>Mature, and another block stands at its height.</summary>
    Orphaned = 3,

    /// <summary>Credited once, gone from the chain later, taken back by an operator.</summary>
    Reversed = 4,
}

/// <summary>A block in the books.</summary>
/// <param name="Cursor">The last slice that may count for it.</param>
/// <param name="OnMainChain">What the nodes said last; may change until maturity.</param>
/// <param name="Depth">Blocks on top of it when last seen on the main chain.</param>
/// <param name="Frozen">Its work is frozen into rows.</param>
/// <param name="Effort">Of its round, 10^-12 units; set when frozen.</param>
/// <param name="Reward">What the coinbase paid to the pool; set when credited.</param>
/// <param name="ReplacedBy">The block that took its place; set when orphaned.</param>
/// <param name="Missing">Credited, and no longer on the main chain: payouts stop until a person decides.</param>
/// <param name="FinderAddress">Null when a scan found the block and its account tag is nobody's.</param>
public sealed record PoolBlock(
    Hash32 Hash,
    long Height,
    long Difficulty,
    RewardScheme Scheme,
    string? FinderAddress,
    string Worker,
    long Cursor,
    BlockState State,
    bool OnMainChain,
    long Depth,
    bool Frozen,
    long? Effort,
    long? Reward,
    Hash32? ReplacedBy,
    bool Missing,
    DateTimeOffset FoundAt,
    DateTimeOffset? DecidedAt);

using Pool.Core.Rewards;

namespace Pool.Core.Blocks;

/// <summary>A share that solves a block, as its front end journals it.</summary>
/// <param name="Difficulty">Network difficulty of its template.</param>
/// <param name="Blob">The solved block, kept so that it can be handed to the nodes again.</param>
public sealed record BlockCandidate(
    Hash32 Hash,
    long Height,
    long Difficulty,
    Hash32 PreviousHash,
    string FinderAddress,
    string Worker,
    RewardScheme Scheme,
    ReadOnlyMemory<byte> Blob);

/// <summary>A block of the pool's that stands on the chain and was missing in the books.</summary>
/// <param name="FinderAddress">Null when its account tag is nobody's.</param>
public sealed record RecoveredBlock(Hash32 Hash, long Height, long Difficulty, RewardScheme Scheme, string? FinderAddress);

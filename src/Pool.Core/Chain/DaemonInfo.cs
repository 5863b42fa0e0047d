namespace Pool.Core.Chain;

/// <summary>What a node says of itself.</summary>
/// <param name="Height">Height of the next block: the tip's height + 1.</param>
/// <param name="TargetHeight">Height that its peers claim; 0 when unknown.</param>
/// <param name="Difficulty">Difficulty of the next block.</param>
/// <param name="Network">As the node names it: mainnet, testnet, stagenet, fakechain (regtest).</param>
public sealed record DaemonInfo(
    long Height, long TargetHeight, Hash32 TopHash, long Difficulty, string Network, bool Synchronized, string Version);

/// <summary>A template as the node gave it, before any check of ours.</summary>
/// <param name="ReservedOffset">Where the node says that the reserved bytes begin; not to be trusted.</param>
/// <param name="HashingBlob">What the node says is to be hashed, to compare with; null where it says nothing.</param>
public sealed record RawTemplate(
    byte[] Blob,
    long Height,
    long Difficulty,
    Hash32 PreviousHash,
    int ReservedOffset,
    Hash32 SeedHash,
    Hash32? NextSeedHash,
    long ExpectedReward,
    byte[]? HashingBlob = null);

/// <summary>A block of the main chain with its bytes.</summary>
/// <param name="Depth">Blocks on top of it: 0 for the tip.</param>
public sealed record ChainBlock(long Height, Hash32 Hash, byte[] Blob, long Depth, DateTimeOffset Timestamp, long Difficulty);

/// <summary>What a node said to a submitted block. <see cref="Taken"/> proves nothing about the main chain.</summary>
/// <param name="Refusal">The node's words when it refused the block, or null when it took it.</param>
public sealed record SubmitResult(string? Refusal)
{
    public bool Taken => Refusal is null;
}

/// <summary>What a node said to a transaction that was handed in.</summary>
/// <param name="DoubleSpend">It spends what another known transaction spends.</param>
/// <param name="Refusal">The node's words, or null when it took the transaction or knows it already.</param>
public sealed record SendResult(bool DoubleSpend, string? Refusal)
{
    public bool Taken => Refusal is null;
}

/// <summary>Where a node sees a transaction.</summary>
/// <param name="InPool">It waits in the node's mempool.</param>
/// <param name="BlockHeight">Height of its main-chain block, or null.</param>
public sealed record TransactionPlace(bool InPool, long? BlockHeight)
{
    public static readonly TransactionPlace Absent = new(false, null);

    public bool Known => InPool || BlockHeight is not null;
}

/// <summary>Whether a key image is spent, as a node sees it (monerod: is_key_image_spent).</summary>
public enum KeyImageState
{
    Unspent = 0,
    SpentInBlock = 1,
    SpentInPool = 2,
}

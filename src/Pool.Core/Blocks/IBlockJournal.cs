using Pool.Core.Ledger;
using Pool.Core.Rounds;

namespace Pool.Core.Blocks;

/// <summary>
/// Candidates and what became of them. A candidate itself is journalled with its share batch
/// (<see cref="Shares.IShareSink.Append"/>). Every method may be repeated without effect.
/// </summary>
public interface IBlockJournal
{
    /// <summary>
    /// Candidate and refused blocks of whatever height, and credited ones that went missing, by height. A pool that stood
    /// still for weeks still decides its old candidates.
    /// </summary>
    Task<IReadOnlyList<PoolBlock>> ListUndecided(CancellationToken cancel);

    /// <summary>Candidate, refused and credited blocks at or above a height, by height.</summary>
    Task<IReadOnlyList<PoolBlock>> ListWatched(long fromHeight, CancellationToken cancel);

    Task<PoolBlock?> Find(Hash32 hash, CancellationToken cancel);

    /// <summary>The solved block's bytes, for handing it in again; null for a block that a scan found.</summary>
    Task<ReadOnlyMemory<byte>?> GetBlob(Hash32 hash, CancellationToken cancel);

    /// <summary>
    /// Books a block that the chain has and the books lack, as <see cref="BlockState.Candidate"/>; it ends the slice now
    /// open and takes it for its cursor. A refused one becomes a candidate again.
    /// </summary>
    /// <returns>True when the books changed.</returns>
    Task<bool> AddFromChain(RecoveredBlock block, CancellationToken cancel);

    /// <summary>Every address that has an account, for finding the owner of an account tag.</summary>
    Task<IReadOnlyList<string>> ListAddresses(CancellationToken cancel);

    /// <summary>Every node refused the candidate. Only a candidate that is not on the main chain changes.</summary>
    Task MarkRefused(Hash32 hash, string reasons, CancellationToken cancel);

    /// <summary>What the nodes say now of an undecided or credited block.</summary>
    Task SetChainView(Hash32 hash, bool onMainChain, long depth, bool missing, CancellationToken cancel);

    /// <summary>
    /// The slices that may count for a block, newest first: those up to its cursor. Read slice by slice, so that the caller
    /// stops when its window is full.
    /// </summary>
    IAsyncEnumerable<SliceWork> ReadSlices(PoolBlock block, CancellationToken cancel);

    /// <summary>Effort since the block before it of the same scheme, up to its cursor, 10^-12 units.</summary>
    Task<long> ReadEffort(PoolBlock block, CancellationToken cancel);

    /// <summary>Freezes a block's work; a second call changes nothing.</summary>
    Task Freeze(Hash32 hash, IReadOnlyList<AccountWork> work, long effort, CancellationToken cancel);

    Task<IReadOnlyList<AccountWork>> ReadFrozen(Hash32 hash, CancellationToken cancel);

    /// <summary>
    /// In one transaction: the credit's transfers and the block's state and reward. Only a candidate changes, so that twice is
    /// impossible.
    /// </summary>
    Task Credit(Hash32 hash, long reward, IReadOnlyList<Transfer> transfers, CancellationToken cancel);

    /// <summary>A candidate or refused block: another one stands at its height for good.</summary>
    Task Orphan(Hash32 hash, Hash32 replacedBy, CancellationToken cancel);

    /// <summary>
    /// Takes a credited block back in one transaction: for each miner what is left of its credit, the rest from
    /// <see cref="Accounts.Loss"/>.
    /// </summary>
    Task Reverse(Hash32 hash, string reason, CancellationToken cancel);
}

using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Rewards;
using Pool.Core.Rounds;

namespace Pool.Core.Tests.World;

/// <summary>The journal's documented behaviour over dictionaries; each method is one transaction.</summary>
internal sealed class ModelJournal(ModelLedger ledger) : IBlockJournal
{
    private readonly Dictionary<Hash32, ReadOnlyMemory<byte>> _blobs = [];
    private readonly Dictionary<Hash32, IReadOnlyList<AccountWork>> _frozen = [];
    private readonly List<AccountWork> _open = [];

    public Dictionary<Hash32, PoolBlock> Blocks { get; } = [];

    public List<SliceWork> Slices { get; } = [];

    public List<string> Addresses { get; } = [];

    /// <summary>Blocks whose slices cannot be read.</summary>
    public HashSet<Hash32> Unreadable { get; } = [];

    public void AddWork(long account, long work) => _open.Add(new AccountWork(account, work));

    /// <summary>Journals a candidate as its share batch does: it ends the slice.</summary>
    public void AddCandidate(ModelBlock block, string? finder, bool withBlob = true)
    {
        Blocks.Add(block.Hash, New(block.Hash, block.Height, 1000, finder));
        if (withBlob)
        {
            _blobs.Add(block.Hash, block.Blob);
        }
    }

    public Task<IReadOnlyList<PoolBlock>> ListUndecided(CancellationToken cancel) =>
        List(block => block.State is BlockState.Candidate or BlockState.Refused || block.Missing);

    public Task<IReadOnlyList<PoolBlock>> ListWatched(long fromHeight, CancellationToken cancel) =>
        List(block => block.State is BlockState.Candidate or BlockState.Refused or BlockState.Credited
            && block.Height >= fromHeight);

    public Task<PoolBlock?> Find(Hash32 hash, CancellationToken cancel) => Task.FromResult(Blocks.GetValueOrDefault(hash));

    public Task<ReadOnlyMemory<byte>?> GetBlob(Hash32 hash, CancellationToken cancel) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(_blobs.TryGetValue(hash, out var blob) ? blob : null);

    public Task<bool> AddFromChain(RecoveredBlock block, CancellationToken cancel)
    {
        if (Blocks.TryGetValue(block.Hash, out var known))
        {
            if (known.State != BlockState.Refused)
            {
                return Task.FromResult(false);
            }

            Blocks[block.Hash] = known with { State = BlockState.Candidate };
            return Task.FromResult(true);
        }

        Blocks.Add(block.Hash, New(block.Hash, block.Height, block.Difficulty, block.FinderAddress));
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<string>> ListAddresses(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([.. Addresses]);

    public Task MarkRefused(Hash32 hash, string reasons, CancellationToken cancel) =>
        Change(hash, block => block is { State: BlockState.Candidate, OnMainChain: false }
            ? block with { State = BlockState.Refused }
            : block);

    public Task SetChainView(Hash32 hash, bool onMainChain, long depth, bool missing, CancellationToken cancel) =>
        Change(hash, block => block with { OnMainChain = onMainChain, Depth = depth, Missing = missing });

    public async IAsyncEnumerable<SliceWork> ReadSlices(
        PoolBlock block, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (Unreadable.Contains(block.Hash))
        {
            throw new InvalidOperationException("slices cannot be read");
        }

        await Task.CompletedTask;
        foreach (var slice in Slices.Where(slice => slice.Number <= block.Cursor).Reverse())
        {
            yield return slice;
        }
    }

    public Task<long> ReadEffort(PoolBlock block, CancellationToken cancel) => Task.FromResult(1_000_000_000_000L);

    public Task Freeze(Hash32 hash, IReadOnlyList<AccountWork> work, long effort, CancellationToken cancel)
    {
        _frozen.TryAdd(hash, [.. work]);
        return Change(hash, block => block.Frozen ? block : block with { Frozen = true, Effort = effort });
    }

    public Task<IReadOnlyList<AccountWork>> ReadFrozen(Hash32 hash, CancellationToken cancel) =>
        Task.FromResult(_frozen.GetValueOrDefault(hash, []));

    public Task Credit(Hash32 hash, long reward, IReadOnlyList<Transfer> transfers, CancellationToken cancel)
    {
        if (Blocks[hash].State == BlockState.Candidate)
        {
            transfers.Sum(transfer => transfer.Amount).ShouldBe(reward);
            ledger.Post(transfers);
            Change(hash, block => block with { State = BlockState.Credited, Reward = reward });
        }

        return Task.CompletedTask;
    }

    public Task Orphan(Hash32 hash, Hash32 replacedBy, CancellationToken cancel) =>
        Change(hash, block => block.State is BlockState.Candidate or BlockState.Refused
            ? block with { State = BlockState.Orphaned, ReplacedBy = replacedBy, OnMainChain = false }
            : block);

    public Task Reverse(Hash32 hash, string reason, CancellationToken cancel) =>
        Change(hash, block => block with { State = BlockState.Reversed, Missing = false });

    /// <summary>Frozen work that is not what the slices say.</summary>
    public void CorruptFrozen(Hash32 hash, IReadOnlyList<AccountWork> work) => _frozen[hash] = work;

    private PoolBlock New(Hash32 hash, long height, long difficulty, string? finder)
    {
        Slices.Add(new SliceWork(Slices.Count + 1, [.. _open]));
        _open.Clear();
        return new PoolBlock(
            hash, height, difficulty, RewardScheme.Pplns, finder, "rig", Slices.Count, BlockState.Candidate, false, 0, false, null,
            null, null, false, DateTimeOffset.UnixEpoch, null);
    }

    private Task Change(Hash32 hash, Func<PoolBlock, PoolBlock> change)
    {
        Blocks[hash] = change(Blocks[hash]);
        return Task.CompletedTask;
    }

    private Task<IReadOnlyList<PoolBlock>> List(Func<PoolBlock, bool> which) =>
        Task.FromResult<IReadOnlyList<PoolBlock>>([.. Blocks.Values.Where(which).OrderBy(block => block.Height)]);
}

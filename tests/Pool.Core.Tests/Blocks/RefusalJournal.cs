using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Rewards;
using Pool.Core.Rounds;
using Pool.Core.Tests.Shares;

namespace Pool.Core.Tests.Blocks;

/// <summary>A journal that knows a candidate when the test says so, and hears its refusal.</summary>
internal sealed class RefusalJournal : IBlockJournal
{
    public bool Knows { get; set; }

    /// <summary>How many of the coming questions fail.</summary>
    public int Failures { get; set; }

    public int Asked { get; private set; }

    public List<(Hash32 Hash, string Reasons)> Refusals { get; } = [];

    public Task<PoolBlock?> Find(Hash32 hash, CancellationToken cancel)
    {
        Asked++;
        return Failures-- > 0
            ? Task.FromException<PoolBlock?>(new IOException("the store is away"))
            : Task.FromResult(Knows ? Journalled(hash) : null);
    }

    public Task MarkRefused(Hash32 hash, string reasons, CancellationToken cancel)
    {
        Refusals.Add((hash, reasons));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PoolBlock>> ListWatched(long fromHeight, CancellationToken cancel) => throw NotAsked();

    public Task<IReadOnlyList<PoolBlock>> ListUndecided(CancellationToken cancel) => throw NotAsked();

    public Task<ReadOnlyMemory<byte>?> GetBlob(Hash32 hash, CancellationToken cancel) => throw NotAsked();

    public Task<bool> AddFromChain(RecoveredBlock block, CancellationToken cancel) => throw NotAsked();

    public Task<IReadOnlyList<string>> ListAddresses(CancellationToken cancel) => throw NotAsked();

    public Task SetChainView(Hash32 hash, bool onMainChain, long depth, bool missing, CancellationToken cancel) =>
        throw NotAsked();

    public IAsyncEnumerable<SliceWork> ReadSlices(PoolBlock block, CancellationToken cancel) => throw NotAsked();

    public Task<long> ReadEffort(PoolBlock block, CancellationToken cancel) => throw NotAsked();

    public Task Freeze(Hash32 hash, IReadOnlyList<AccountWork> work, long effort, CancellationToken cancel) => throw NotAsked();

    public Task<IReadOnlyList<AccountWork>> ReadFrozen(Hash32 hash, CancellationToken cancel) => throw NotAsked();

    public Task Credit(Hash32 hash, long reward, IReadOnlyList<Transfer> transfers, CancellationToken cancel) =>
        throw NotAsked();

    public Task Orphan(Hash32 hash, Hash32 replacedBy, CancellationToken cancel) => throw NotAsked();

    public Task Reverse(Hash32 hash, string reason, CancellationToken cancel) => throw NotAsked();

    private static PoolBlock Journalled(Hash32 hash) => new(
        hash, 100, 5_000, RewardScheme.Pplns, "miner", "rig", 1, BlockState.Candidate, false, 0, false, null, null, Make.Hash(0),
        false, DateTimeOffset.UnixEpoch, null);

    private static InvalidOperationException NotAsked() => new("handing a block in asks no more of the journal");
}

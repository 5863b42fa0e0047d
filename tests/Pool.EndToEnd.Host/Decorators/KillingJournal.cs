using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Rounds;

namespace Pool.EndToEnd.Host;

internal sealed class KillingJournal(IBlockJournal inner, KillPoint kill) : IBlockJournal
{
    public Task<IReadOnlyList<PoolBlock>> ListUndecided(CancellationToken cancel) => inner.ListUndecided(cancel);

    public Task<IReadOnlyList<PoolBlock>> ListWatched(long fromHeight, CancellationToken cancel) =>
        inner.ListWatched(fromHeight, cancel);

    public Task<PoolBlock?> Find(Hash32 hash, CancellationToken cancel) => inner.Find(hash, cancel);

    public Task<ReadOnlyMemory<byte>?> GetBlob(Hash32 hash, CancellationToken cancel) => inner.GetBlob(hash, cancel);

    public async Task<bool> AddFromChain(RecoveredBlock block, CancellationToken cancel)
    {
        if (kill.Is(Boundary.AfterSubmitBeforeJournal))
        {
            // The scan may see the block on the chain before the node's answer is read.
            await KillPoint.Never();
        }

        return await inner.AddFromChain(block, cancel);
    }

    public Task<IReadOnlyList<string>> ListAddresses(CancellationToken cancel) => inner.ListAddresses(cancel);

    public Task MarkRefused(Hash32 hash, string reasons, CancellationToken cancel) => inner.MarkRefused(hash, reasons, cancel);

    public Task SetChainView(Hash32 hash, bool onMainChain, long depth, bool missing, CancellationToken cancel) =>
        inner.SetChainView(hash, onMainChain, depth, missing, cancel);

    public IAsyncEnumerable<SliceWork> ReadSlices(PoolBlock block, CancellationToken cancel) => inner.ReadSlices(block, cancel);

    public Task<long> ReadEffort(PoolBlock block, CancellationToken cancel) => inner.ReadEffort(block, cancel);

    public async Task Freeze(Hash32 hash, IReadOnlyList<AccountWork> work, long effort, CancellationToken cancel)
    {
        await kill.Pass(Boundary.BeforeFreeze);
        await inner.Freeze(hash, work, effort, cancel);
        await kill.Pass(Boundary.AfterFreeze);
    }

    public Task<IReadOnlyList<AccountWork>> ReadFrozen(Hash32 hash, CancellationToken cancel) => inner.ReadFrozen(hash, cancel);

    public async Task Credit(Hash32 hash, long reward, IReadOnlyList<Transfer> transfers, CancellationToken cancel)
    {
        await kill.Pass(Boundary.BeforeCredit);
        await inner.Credit(hash, reward, transfers, cancel);
        await kill.Pass(Boundary.AfterCredit);
    }

    public Task Orphan(Hash32 hash, Hash32 replacedBy, CancellationToken cancel) => inner.Orphan(hash, replacedBy, cancel);

    public Task Reverse(Hash32 hash, string reason, CancellationToken cancel) => inner.Reverse(hash, reason, cancel);
}

using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Stats;

namespace Pool.Core.Tests.World;

/// <summary>The reading side of the model's books, as far as the money path reads it.</summary>
internal sealed class ModelBooks(ModelLedger ledger, ModelJournal journal, ModelPayoutStore store) : ILedger, IPoolQueries
{
    public Task<IReadOnlyDictionary<string, long>> ReadBalances(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>(ledger.Balances));

    public Task<IReadOnlyDictionary<string, long>> SumTransfers(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(ledger.Sum());

    public async Task<IReadOnlyList<BlockCredit>> ReadBlockCredits(CancellationToken cancel)
    {
        var credits = new List<BlockCredit>();
        foreach (var block in journal.Blocks.Values.Where(block => block.State == BlockState.Credited))
        {
            var credited = ledger.Rows
                .Where(row => row.Reference == block.Hash.ToString() && row.Debit == Accounts.Coinbase)
                .Sum(row => row.Amount);
            var frozen = await journal.ReadFrozen(block.Hash, cancel);
            credits.Add(new BlockCredit(block.Hash, block.Height, block.Reward!.Value, credited, frozen.Sum(row => row.Work)));
        }

        return credits;
    }

    public Task<IReadOnlyList<PayoutBatch>> ReadPayments(long? before, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PayoutBatch>>(
            [.. store.Batches.Values
                .Where(batch => batch.State != PayoutState.Planned && (before is null || batch.Id < before))
                .OrderByDescending(batch => batch.Id)
                .Take(limit)]);

    public Task<PoolOverview> ReadOverview(CancellationToken cancel) => throw NotOfMoney();

    public Task<MinerView?> ReadMiner(string address, CancellationToken cancel) => throw NotOfMoney();

    public Task<IReadOnlyList<PoolBlock>> ReadBlocks(BlockCursor? before, int limit, CancellationToken cancel) =>
        throw NotOfMoney();

    public Task<IReadOnlyList<MinerPayment>> ReadMinerPayments(string address, int limit, CancellationToken cancel) =>
        throw NotOfMoney();

    private static NotSupportedException NotOfMoney() => new("pages read this, the money path does not");
}

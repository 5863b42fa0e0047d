using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Rounds;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Properties;

public sealed class MoneyProperties : IDisposable
{
    private const string Payer = "payer";
    private const int Miners = 3;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SqliteFixture _fixture = new();
    private readonly HashSet<MoneyAct> _done = [];
    private int _pools;

    [Fact]
    public void The_books_balance_to_the_unit_whatever_is_tried_in_whatever_order()
    {
        Prop.ForAll(MoneyStep.Histories, Holds).QuickCheckThrowOnFailure();

        _done.Count.ShouldBe(Enum.GetValues<MoneyAct>().Length, "every act succeeded in some history");
    }

    private async Task Holds(MoneyStep[] history)
    {
        await using var store = await _fixture.Open($"pool-{++_pools}");
        var front = await FrontEnd.Start(store);
        await front.Send([.. Enumerable.Range(1, Miners).Select(miner => Sample.Share($"miner-{miner}", 1))]);
        await store.Payouts.TakeLease(Payer, TimeSpan.FromHours(1), None);
        for (var step = 0; step < history.Length; step++)
        {
            for (var time = 0; time < (history[step].Twice ? 2 : 1); time++)
            {
                await Try(store, front, history[step], step + 1);
            }

            await BooksBalance(store);
        }
    }

    private async Task Try(PoolStore store, FrontEnd front, MoneyStep step, int number)
    {
        try
        {
            await Act(store, front, step, number);
            _done.Add(step.Act);
        }
        catch (BookingRefusedException)
        {
            // Refused is fine; half done would show in the books.
        }
    }

    private static async Task Act(PoolStore store, FrontEnd front, MoneyStep step, int number)
    {
        var payouts = store.Payouts;
        if (step.Act == MoneyAct.Credit)
        {
            await Credit(store, front, step, number);
            return;
        }

        if (step.Act == MoneyAct.Plan)
        {
            var payable = await payouts.ListPayable(1, 1 + (step.Pick % Miners), None);
            await payouts.Plan(Payer, payable, None);
            return;
        }

        if (step.Act == MoneyAct.Reverse)
        {
            var blocks = await store.Queries.ReadBlocks(null, 100, None);
            Refuse(blocks.Count == 0);
            await store.Blocks.Reverse(blocks[step.Pick % blocks.Count].Hash, "gone", None);
            return;
        }

        var open = await payouts.ListOpen(None);
        Refuse(open.Count == 0);
        var batch = open[step.Pick % open.Count];
        await (step.Act switch
        {
            MoneyAct.Drop => payouts.Drop(Payer, batch.Id, "", None),
            MoneyAct.Prepare => Prepare(payouts, batch, step),
            MoneyAct.Relay => payouts.MarkRelayStarted(Payer, batch.Id, None),
            MoneyAct.See => payouts.MarkSeen(Payer, batch.Id, null, None),
            MoneyAct.Confirm => payouts.MarkConfirmed(Payer, batch.Id, 10, None),
            MoneyAct.Lose => payouts.MarkUnknown(Payer, batch.Id, "lost", None),
            _ => payouts.Cancel(Payer, batch.Id, "dead", None),
        });
    }

    private static async Task Credit(PoolStore store, FrontEnd front, MoneyStep step, int number)
    {
        var hash = Sample.Hash(number);
        if (await store.Blocks.Find(hash, None) is null)
        {
            await front.Send(Sample.Candidate(number, height: number), Sample.Share("miner-1", 1));
            await store.Blocks.Freeze(hash, [new AccountWork(1, 1)], 1, None);
        }

        long reward = step.Amount + 3;
        var first = step.Amount / 3;
        await store.Blocks.Credit(
            hash,
            reward,
            [.. new[]
            {
                Sample.Credit(hash, Accounts.Miner(1 + (step.Pick % Miners)), step.Amount - first),
                Sample.Credit(hash, Accounts.Miner(1 + ((step.Pick + 1) % Miners)), first),
                Sample.Credit(hash, Accounts.PoolFee, 3),
            }.Where(transfer => transfer.Amount > 0)],
            None);
    }

    private static Task Prepare(Pool.Storage.Payouts.SqlPayoutStore payouts, PayoutBatch batch, MoneyStep step)
    {
        var items = batch.Items.Select(item => item with { Fee = Math.Min(item.Gross - 1, step.Amount % 50) }).ToArray();
        var fee = Math.Max(0, items.Sum(item => item.Fee) - (step.Pick % 3));
        return payouts.MarkPrepared(Payer, batch.Id, Sample.Prepared((int)(batch.Id * 100), fee), items, 5, None);
    }

    private static void Refuse(bool nothingToDo)
    {
        if (nothingToDo)
        {
            throw new BookingRefusedException("nothing to do it with");
        }
    }

    private static async Task BooksBalance(PoolStore store)
    {
        var balances = await store.Ledger.ReadBalances(None);
        var sums = await store.Ledger.SumTransfers(None);
        balances.OrderBy(row => row.Key).ShouldBe(sums.OrderBy(row => row.Key));
        balances.Values.Sum().ShouldBe(0);
        balances.Where(row => row.Key.StartsWith(Accounts.MinerPrefix, StringComparison.Ordinal)).ShouldAllBe(row => row.Value >= 0);
        var reserved = (await store.Payouts.ListOpen(None))
            .Where(batch => batch.State != PayoutState.Planned)
            .ToDictionary(batch => Accounts.Payout(batch.Id), batch => batch.Gross);
        reserved.Count.ShouldBeLessThanOrEqualTo(1);
        foreach (var (account, balance) in balances.Where(row => row.Key.StartsWith("payout:", StringComparison.Ordinal)))
        {
            balance.ShouldBe(reserved.GetValueOrDefault(account));
        }

        (await store.Ledger.ReadBlockCredits(None)).ShouldAllBe(credit => credit.Credited == credit.Reward);
    }

    public void Dispose() => _fixture.Dispose();
}

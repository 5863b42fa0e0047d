using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Rounds;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

/// <summary>The transactions by which unknown payouts are ruled out.</summary>
public abstract class SelfSpendContract(StoreFixture fixture) : StoreContract(fixture)
{
    private const string Payer = "payer-1";

    private static readonly PreparedTransaction Payout = Sample.Prepared(50, 20);

    /// <summary>Spends the payout's first input, 51.</summary>
    private static readonly PreparedTransaction Spend = Sample.Prepared(60, 7) with { KeyImages = [Payout.KeyImages[0]] };

    [Fact]
    public async Task A_self_spend_is_kept_with_its_bytes_and_known_to_reconciliation()
    {
        var batch = await At(PayoutState.Unknown);
        await Store.Payouts.RecordSelfSpend(Payer, batch, Spend, None);
        var other = Sample.Prepared(61, 8) with { KeyImages = [Payout.KeyImages[1]] };
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Store.Payouts.RecordSelfSpend(Payer, batch, other, None);

        var kept = await Store.Payouts.ListSelfSpends(None);
        kept.Select(made => (made.Batch, made.Transaction, made.Fee))
            .ShouldBe([(batch, Spend.Hash, 7), (batch, other.Hash, 8)]);
        kept[0].Blob.ToArray().ShouldBe(Spend.Blob.ToArray());
        kept[1].MadeAt.ShouldBe(Clock.GetUtcNow());
        (await Store.Payouts.ListTransactions(None)).ShouldBe([Payout.Hash, Spend.Hash, other.Hash], ignoreOrder: true);
    }

    [Fact]
    public async Task Recording_it_again_after_a_lost_answer_changes_nothing()
    {
        var batch = await At(PayoutState.Unknown);
        await Store.Payouts.RecordSelfSpend(Payer, batch, Spend, None);
        var before = await Books();

        await Store.Payouts.RecordSelfSpend(Payer, batch, Spend, None);

        (await Books()).ShouldBe(before);
    }

    [Theory]
    [InlineData(PayoutState.Planned)]
    [InlineData(PayoutState.Prepared)]
    [InlineData(PayoutState.RelayStarted)]
    [InlineData(PayoutState.Seen)]
    [InlineData(PayoutState.Confirmed)]
    [InlineData(PayoutState.Cancelled)]
    public async Task Only_an_unknown_payout_is_ruled_out(PayoutState state)
    {
        var batch = await At(state);
        await RefusedUnchanged(() => Store.Payouts.RecordSelfSpend(Payer, batch, Spend, None));
    }

    [Fact]
    public async Task A_transaction_that_spends_none_of_the_payouts_inputs_is_refused()
    {
        var batch = await At(PayoutState.Unknown);
        await RefusedUnchanged(() => Store.Payouts.RecordSelfSpend(Payer, batch, Sample.Prepared(70, 7), None));
        await RefusedUnchanged(() => Store.Payouts.RecordSelfSpend(Payer, batch + 1, Spend, None));
    }

    [Fact]
    public async Task A_payer_that_lost_the_lease_records_nothing()
    {
        var batch = await At(PayoutState.Unknown);
        await Store.Payouts.ReleaseLease(Payer, None);

        await Should.ThrowAsync<LeaseLostException>(() => Store.Payouts.RecordSelfSpend(Payer, batch, Spend, None));

        (await Store.Payouts.ListSelfSpends(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_dies_at_any_statement_changes_nothing()
    {
        var batch = await At(PayoutState.Unknown);

        (await DiesAtEveryStatement(() => Store.Payouts.RecordSelfSpend(Payer, batch, Spend, None))).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Another_pools_self_spends_are_not_listed()
    {
        var batch = await At(PayoutState.Unknown);
        await Store.Payouts.RecordSelfSpend(Payer, batch, Spend, None);
        await using var other = await Fixture.Open("other");

        (await other.Payouts.ListSelfSpends(None)).ShouldBeEmpty();
        (await other.Payouts.ListTransactions(None)).ShouldBeEmpty();
    }

    private async Task RefusedUnchanged(Func<Task> act)
    {
        var before = await Books();
        await Refused(act);
        (await Books()).ShouldBe(before);
    }

    /// <summary>One batch of one payee, taken to a state.</summary>
    private async Task<long> At(PayoutState state)
    {
        var front = await FrontEnd.Start(Store);
        await front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 30));
        await Store.Blocks.Freeze(Sample.Hash(1), [new AccountWork(1, 30)], 1, None);
        await Store.Blocks.Credit(Sample.Hash(1), 300, [Sample.Credit(Sample.Hash(1), Accounts.Miner(1), 300)], None);
        await Store.Payouts.TakeLease(Payer, TimeSpan.FromMinutes(1), None);
        var batch = (await Store.Payouts.Plan(Payer, [new Payable(1, Sample.Alice, 300)], None)).Id;
        Func<Task>[] steps =
        [
            () => Store.Payouts.MarkPrepared(Payer, batch, Payout, [new PayoutItem(1, Sample.Alice, 300, 20)], 200, None),
            () => Store.Payouts.MarkRelayStarted(Payer, batch, None),
            () => Store.Payouts.MarkSeen(Payer, batch, null, None),
            () => Store.Payouts.MarkConfirmed(Payer, batch, 210, None),
        ];
        var taken = state is PayoutState.Unknown or PayoutState.Cancelled ? (int)PayoutState.RelayStarted : (int)state;
        foreach (var step in steps.Take(taken))
        {
            await step();
        }

        if (state is PayoutState.Unknown or PayoutState.Cancelled)
        {
            await Store.Payouts.MarkUnknown(Payer, batch, "lost", None);
        }

        if (state == PayoutState.Cancelled)
        {
            await Store.Payouts.Cancel(Payer, batch, "dead", None);
        }

        return batch;
    }
}

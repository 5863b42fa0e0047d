using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class PayoutContract(StoreFixture fixture) : PayoutBooks(fixture)
{
    [Fact]
    public async Task The_lease_is_held_until_it_runs_out_by_the_stores_clock()
    {
        (await Store.Payouts.TakeLease("other", Minute, None)).ShouldBeNull();
        (await Store.Payouts.ReadLease(Payer, None)).ShouldBe(new PayerLease(Payer, Minute));
        Clock.Advance(TimeSpan.FromSeconds(59));
        (await Store.Payouts.ReadLease(Payer, None))!.Rest.ShouldBe(TimeSpan.FromSeconds(1));
        (await Store.Payouts.TakeLease("other", Minute, None)).ShouldBeNull();
        (await Store.Payouts.TakeLease(Payer, Minute, None)).ShouldBe(new PayerLease(Payer, Minute));
        Clock.Advance(Minute);

        (await Store.Payouts.ReadLease(Payer, None)).ShouldBeNull();
        (await Store.Payouts.TakeLease("other", Minute, None)).ShouldNotBeNull();
        (await Store.Payouts.TakeLease(Payer, Minute, None)).ShouldBeNull();
        (await Store.Payouts.ReadLease(Payer, None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_released_lease_is_free_and_only_its_holder_can_release_it()
    {
        await Store.Payouts.ReleaseLease("other", None);
        (await Store.Payouts.ReadLease(Payer, None)).ShouldNotBeNull();
        await Store.Payouts.ReleaseLease(Payer, None);
        await Store.Payouts.ReleaseLease(Payer, None);
        (await Store.Payouts.ReadLease(Payer, None)).ShouldBeNull();

        (await Store.Payouts.TakeLease("other", Minute, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_write_of_a_payer_that_lost_the_lease_is_stopped()
    {
        var batch = await Payouts.Plan();
        Clock.Advance(Minute);
        await Store.Payouts.TakeLease("other", Minute, None);
        var before = await Books();
        Func<Task>[] writes =
        [
            () => Store.Payouts.Plan(Payer, [new Payable(3, "carol", 10)], None),
            () => Store.Payouts.Drop(Payer, batch, "", None),
            () => Payouts.Prepare(batch),
            () => Store.Payouts.MarkRelayStarted(Payer, batch, None),
            () => Store.Payouts.MarkSeen(Payer, batch, null, None),
            () => Store.Payouts.MarkConfirmed(Payer, batch, 1, None),
            () => Store.Payouts.MarkUnknown(Payer, batch, "", None),
            () => Store.Payouts.Cancel(Payer, batch, "", None),
            () => Store.Payouts.HoldPayee(Payer, 1, "", None),
        ];

        foreach (var write in writes)
        {
            await Should.ThrowAsync<LeaseLostException>(write);
        }

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task A_lease_that_ran_out_but_that_nobody_took_still_writes()
    {
        Clock.Advance(TimeSpan.FromHours(1));

        (await Payouts.Plan()).ShouldBe(1);
    }

    [Fact]
    public async Task Payable_are_free_balances_from_the_minimum_on_largest_first()
    {
        (await Store.Payouts.ListPayable(10, 10, None)).ShouldBe(
            [new Payable(2, Sample.Bob, 700), new Payable(1, Sample.Alice, 300), new Payable(3, "carol", 10)]);
        (await Store.Payouts.ListPayable(11, 10, None)).Count.ShouldBe(2);
        (await Store.Payouts.ListPayable(0, 1, None)).ShouldBe([new Payable(2, Sample.Bob, 700)]);
    }

    [Fact]
    public async Task Who_is_set_aside_or_in_an_open_batch_is_not_payable()
    {
        await Store.Payouts.HoldPayee(Payer, 2, "bad address", None);
        await Store.Payouts.HoldPayee(Payer, 2, "another reason", None);
        await Store.Payouts.Plan(Payer, [new Payable(1, Sample.Alice, 300)], None);

        (await Store.Payouts.ListPayable(1, 10, None)).Select(payable => payable.Account).ShouldBe([3]);
        (await Store.Payouts.ListHeldPayees(None)).ShouldBe([new PayeeHold(2, Sample.Bob, "bad address", Clock.GetUtcNow())]);
        (await Store.Queries.ReadMiner(Sample.Bob, None))!.HeldReason.ShouldBe("bad address");

        await Store.Payouts.ReleasePayee(2, None);
        await Store.Payouts.Drop(Payer, 1, "too large", None);

        (await Store.Payouts.ListPayable(1, 10, None)).Select(payable => payable.Account).ShouldBe([2, 1, 3]);
        await Refused(() => Store.Payouts.HoldPayee(Payer, 99, "", None));
    }

    [Fact]
    public async Task A_plan_reserves_nothing_and_can_be_forgotten()
    {
        var batch = await Store.Payouts.Plan(Payer, [new Payable(2, Sample.Bob, 700), new Payable(1, Sample.Alice, 300)], None);

        batch.State.ShouldBe(PayoutState.Planned);
        batch.Items.ShouldBe([new PayoutItem(1, Sample.Alice, 300, 0), new PayoutItem(2, Sample.Bob, 700, 0)]);
        batch.Transaction.ShouldBeNull();
        batch.CreatedAt.ShouldBe(Clock.GetUtcNow());
        (await Balance(Accounts.Miner(1))).ShouldBe(300);

        await Store.Payouts.Drop(Payer, batch.Id, "split", None);
        await Store.Payouts.Drop(Payer, batch.Id, "split", None);

        (await Store.Payouts.Find(batch.Id, None)).ShouldBeNull();
        (await Store.Payouts.ListOpen(None)).ShouldBeEmpty();
        (await Payouts.Plan()).ShouldBe(2);
        await Refused(() => Store.Payouts.Drop(Payer, 3, "", None));
    }

    [Fact]
    public async Task A_plan_is_refused_for_nobody_for_a_wrong_address_and_for_who_is_in_an_open_batch()
    {
        await Payouts.Plan();

        await Refused(() => Store.Payouts.Plan(Payer, [], None));
        await Refused(() => Store.Payouts.Plan(Payer, [new Payable(3, Sample.Bob, 10)], None));
        await Refused(() => Store.Payouts.Plan(Payer, [new Payable(99, "nobody", 10)], None));
        await Refused(() => Store.Payouts.Plan(Payer, [new Payable(3, "carol", 0)], None));
        await Refused(() => Store.Payouts.Plan(Payer, [new Payable(1, Sample.Alice, 1)], None));
        (await Store.Payouts.ListOpen(None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Known_transactions_are_those_of_batches_whatever_became_of_them_and_acknowledged_ones()
    {
        var batch = await Payouts.At(PayoutState.Prepared);
        await Store.Payouts.Cancel(Payer, batch, "", None);
        await Store.Payouts.AcknowledgeExternal(Sample.Hash(80), "by hand", None);
        await Store.Payouts.AcknowledgeExternal(Sample.Hash(80), "again", None);

        (await Store.Payouts.ListTransactions(None)).ShouldBe([Sample.Hash(50), Sample.Hash(80)], ignoreOrder: true);
    }

    [Fact]
    public async Task The_books_reconcile_from_their_beginning_and_then_from_the_last_confirmed_batch()
    {
        (await Store.Payouts.ReadReconcileHeight(150, None)).ShouldBe(150);
        (await Store.Payouts.ReadReconcileHeight(180, None)).ShouldBe(150);
        var batch = await Payouts.At(PayoutState.Seen);
        (await Store.Payouts.ReadReconcileHeight(190, None)).ShouldBe(150);
        await Store.Payouts.MarkConfirmed(Payer, batch, 210, None);

        (await Store.Payouts.ReadReconcileHeight(300, None)).ShouldBe(210);
    }

    [Fact]
    public async Task A_pause_keeps_its_first_reason_until_it_is_released()
    {
        (await Store.Payouts.ReadHold(None)).ShouldBeNull();
        await Store.Payouts.Hold("unknown transaction", None);
        var since = Clock.GetUtcNow();
        Clock.Advance(Minute);
        await Store.Payouts.Hold("another", None);

        (await Store.Payouts.ReadHold(None)).ShouldBe(new PayoutHold("unknown transaction", since));

        await Store.Payouts.Release(None);
        await Store.Payouts.Release(None);
        (await Store.Payouts.ReadHold(None)).ShouldBeNull();
    }
}

using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Rounds;
using Pool.Storage.Tests.Faults;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class PayoutContract(StoreFixture fixture) : StoreContract(fixture)
{
    private const string Payer = "payer-1";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var front = await FrontEnd.Start(Store);
        await front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 30), Sample.Share(Sample.Bob, 70), Sample.Share("carol", 1));
        await Store.Blocks.Freeze(Sample.Hash(1), [new AccountWork(1, 30), new AccountWork(2, 70)], 1, None);
        await Store.Blocks.Credit(
            Sample.Hash(1),
            1010,
            [
                Sample.Credit(Sample.Hash(1), Accounts.Miner(1), 300),
                Sample.Credit(Sample.Hash(1), Accounts.Miner(2), 700),
                Sample.Credit(Sample.Hash(1), Accounts.Miner(3), 10),
            ],
            None);
        await Store.Payouts.TakeLease(Payer, Minute, None);
    }

    private OneBatch Payouts => new(Store);

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
    public async Task Preparing_reserves_the_gross_amounts_and_stores_the_transaction()
    {
        var batch = await Payouts.Plan();
        await Payouts.Prepare(batch);
        var booked = await Books();
        await Payouts.Prepare(batch);

        (await Books()).ShouldBe(booked);
        var stored = (await Store.Payouts.Find(batch, None))!;
        stored.State.ShouldBe(PayoutState.Prepared);
        stored.PreparedAtHeight.ShouldBe(200);
        stored.Items.ShouldBe(OneBatch.Items);
        stored.Transaction!.Hash.ShouldBe(Sample.Hash(50));
        stored.Transaction.Blob.ToArray().ShouldBe([9, 8, 50]);
        stored.Transaction.Metadata.ShouldBe("metadata 50");
        stored.Transaction.Key.ShouldBe("key 50");
        stored.Transaction.Fee.ShouldBe(20);
        stored.Transaction.KeyImages.ShouldBe([Sample.Hash(51), Sample.Hash(52)]);
        (await Balance(Accounts.Miner(1))).ShouldBe(0);
        (await Balance(Accounts.Miner(2))).ShouldBe(100);
        (await Balance(Accounts.Payout(batch))).ShouldBe(900);
    }

    [Fact]
    public async Task A_batch_is_prepared_for_its_own_payees_within_their_balances_and_covers_the_fee()
    {
        var batch = await Payouts.Plan();
        var before = await Books();
        var items = OneBatch.Items;
        IReadOnlyList<PayoutItem>[] wrong =
        [
            [items[0]],
            [.. items, new PayoutItem(3, "carol", 5, 0)],
            [items[0], items[1] with { Address = "somebody" }],
            [items[0], items[0]],
            [items[0], items[1] with { Fee = 2 }],
            [items[0], items[1] with { Gross = 700, Fee = 700 }],
            [items[0] with { Fee = -1 }, items[1] with { Fee = 21 }],
            [items[0] with { Gross = 301 }, items[1]],
        ];

        foreach (var list in wrong)
        {
            await Refused(() => Store.Payouts.MarkPrepared(Payer, batch, Sample.Prepared(50, 20), list, 200, None));
        }

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task A_prepared_batch_takes_no_other_transaction()
    {
        var batch = await Payouts.Plan();
        await Payouts.Prepare(batch);

        await Refused(() => Store.Payouts.MarkPrepared(Payer, batch, Sample.Prepared(60, 20), OneBatch.Items, 200, None));
        await Refused(() => Store.Payouts.MarkPrepared(Payer, batch, Sample.Prepared(50, 20), OneBatch.Items, 201, None));
    }

    [Fact]
    public async Task A_second_batch_waits_while_one_is_in_flight()
    {
        var first = await Payouts.Plan();
        var second = await Store.Payouts.Plan(Payer, [new Payable(3, "carol", 10)], None);
        Task PrepareSecond() => Store.Payouts.MarkPrepared(
            Payer, second.Id, Sample.Prepared(70, 1), [new PayoutItem(3, "carol", 10, 1)], 200, None);

        await Payouts.Prepare(first);
        await Refused(PrepareSecond);
        await Store.Payouts.MarkRelayStarted(Payer, first, None);
        await Refused(PrepareSecond);
        await Store.Payouts.MarkUnknown(Payer, first, "lost", None);
        await Refused(PrepareSecond);
        await Store.Payouts.MarkSeen(Payer, first, null, None);
        await Refused(PrepareSecond);
        await Store.Payouts.MarkConfirmed(Payer, first, 210, None);

        await PrepareSecond();

        (await Store.Payouts.ListOpen(None)).Single().Id.ShouldBe(second.Id);
    }

    [Fact]
    public async Task The_schema_itself_keeps_two_batches_from_being_in_flight()
    {
        var first = await Payouts.Plan();
        await Store.Payouts.Plan(Payer, [new Payable(3, "carol", 10)], None);
        await Payouts.Prepare(first);

        await Should.ThrowAsync<System.Data.Common.DbException>(() => Fixture.Query<long>("""
            UPDATE payout_batch SET state = 1, tx_hash = 'x', tx_metadata = '', tx_key = '', tx_fee = 0,
                prepared_height = 0, tx_blob = (SELECT tx_blob FROM payout_batch WHERE batch = 1)
            WHERE batch = 2 RETURNING batch
            """));
    }

    [Fact]
    public async Task A_confirmed_batch_closes_the_books_to_the_unit()
    {
        var batch = await Payouts.At(PayoutState.Seen);
        await Store.Payouts.MarkConfirmed(Payer, batch, 210, None);
        var booked = await Books();
        await Store.Payouts.MarkConfirmed(Payer, batch, 210, None);

        (await Books()).ShouldBe(booked);
        await Refused(() => Store.Payouts.MarkConfirmed(Payer, batch, 211, None));
        var balances = await Store.Ledger.ReadBalances(None);
        balances[Accounts.Payout(batch)].ShouldBe(0);
        balances[Accounts.Paid].ShouldBe(900 - 23);
        balances[Accounts.NetworkFee].ShouldBe(20);
        balances[Accounts.FeeRounding].ShouldBe(3);
        (await Store.Payouts.Find(batch, None))!.MinedHeight.ShouldBe(210);
    }

    [Fact]
    public async Task A_cancelled_batch_gives_the_gross_amounts_back_once()
    {
        var batch = await Payouts.At(PayoutState.Unknown);
        await Store.Payouts.Cancel(Payer, batch, "dead", None);
        await Store.Payouts.Cancel(Payer, batch, "dead", None);

        (await Balance(Accounts.Miner(1))).ShouldBe(300);
        (await Balance(Accounts.Miner(2))).ShouldBe(700);
        (await Balance(Accounts.Payout(batch))).ShouldBe(0);
        (await Store.Payouts.Find(batch, None))!.Note.ShouldBe("dead");
        (await Store.Payouts.ListPayable(11, 10, None)).Count.ShouldBe(2);
        (await Store.Payouts.ListOpen(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_reason_of_an_unknown_batch_stays_until_it_is_seen()
    {
        var batch = await Payouts.At(PayoutState.Unknown);
        await Store.Payouts.MarkUnknown(Payer, batch, "another reason", None);
        (await Store.Payouts.Find(batch, None))!.Note.ShouldBe("lost");
        await Store.Payouts.MarkSeen(Payer, batch, 205, None);
        var seen = (await Store.Payouts.Find(batch, None))!;
        seen.Note.ShouldBeNull();
        seen.MinedHeight.ShouldBe(205);
        await Store.Payouts.MarkSeen(Payer, batch, null, None);
        (await Store.Payouts.Find(batch, None))!.MinedHeight.ShouldBeNull();
    }

    public static TheoryData<PayoutState, string> Steps()
    {
        var data = new TheoryData<PayoutState, string>();
        foreach (var state in Enum.GetValues<PayoutState>())
        {
            foreach (var step in OneBatch.Steps)
            {
                data.Add(state, step);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_step_is_taken_only_from_the_states_that_it_follows(PayoutState from, string step)
    {
        PayoutState? expected = (from, step) switch
        {
            (PayoutState.Planned, "prepare") or (PayoutState.Prepared, "prepare") => PayoutState.Prepared,
            (PayoutState.Prepared, "relay") => PayoutState.RelayStarted,
            (PayoutState.RelayStarted or PayoutState.Seen or PayoutState.Unknown, "see") => PayoutState.Seen,
            (PayoutState.Seen or PayoutState.Confirmed, "confirm") => PayoutState.Confirmed,
            (PayoutState.RelayStarted or PayoutState.Seen or PayoutState.Unknown, "lose") => PayoutState.Unknown,
            (PayoutState.Prepared or PayoutState.Unknown or PayoutState.Cancelled, "cancel") => PayoutState.Cancelled,
            _ => null,
        };
        var batch = await Payouts.At(from);
        var before = await Books();

        if (expected is null && (from, step) != (PayoutState.Planned, "drop"))
        {
            await Refused(() => Payouts.Take(step, batch));
            (await Books()).ShouldBe(before);
        }
        else
        {
            await Payouts.Take(step, batch);
            (await Store.Payouts.Find(batch, None))?.State.ShouldBe(expected!.Value);
        }
    }

    public static TheoryData<PayoutState, string> ForwardSteps => new()
    {
        { PayoutState.Planned, "prepare" },
        { PayoutState.Planned, "drop" },
        { PayoutState.Prepared, "relay" },
        { PayoutState.RelayStarted, "see" },
        { PayoutState.RelayStarted, "lose" },
        { PayoutState.Seen, "confirm" },
        { PayoutState.Unknown, "cancel" },
    };

    [Theory]
    [MemberData(nameof(ForwardSteps))]
    public async Task A_step_that_dies_at_any_statement_changes_nothing(PayoutState from, string step)
    {
        var batch = await Payouts.At(from);
        await DiesAtEveryStatement(() => Payouts.Take(step, batch));

        var sums = await Store.Ledger.SumTransfers(None);
        (await Store.Ledger.ReadBalances(None)).OrderBy(row => row.Key).ShouldBe(sums.OrderBy(row => row.Key));
    }

    [Fact]
    public async Task Relaying_cannot_be_started_twice_when_the_first_answer_was_lost()
    {
        var batch = await Payouts.At(PayoutState.Prepared);
        Fixture.Faults.FailAfterCommit();
        await Should.ThrowAsync<InjectedFaultException>(() => Store.Payouts.MarkRelayStarted(Payer, batch, None));

        await Refused(() => Store.Payouts.MarkRelayStarted(Payer, batch, None));

        (await Store.Payouts.Find(batch, None))!.State.ShouldBe(PayoutState.RelayStarted);
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

    private async Task<long> Balance(string account) => (await Store.Ledger.ReadBalances(None)).GetValueOrDefault(account);

    /// <summary>One batch of two payees, taken step by step.</summary>
    private sealed class OneBatch(PoolStore store)
    {
        public static readonly string[] Steps = ["prepare", "relay", "see", "confirm", "lose", "cancel", "drop"];

        /// <summary>Fees of 23 for a transaction that costs 20.</summary>
        public static readonly IReadOnlyList<PayoutItem> Items =
            [new PayoutItem(1, Sample.Alice, 300, 8), new PayoutItem(2, Sample.Bob, 600, 15)];

        public async Task<long> Plan() => (await store.Payouts.Plan(
            Payer, [new Payable(1, Sample.Alice, 300), new Payable(2, Sample.Bob, 700)], None)).Id;

        public Task Prepare(long batch) => store.Payouts.MarkPrepared(Payer, batch, Sample.Prepared(50, 20), Items, 200, None);

        public Task Take(string step, long batch) => step switch
        {
            "prepare" => Prepare(batch),
            "relay" => store.Payouts.MarkRelayStarted(Payer, batch, None),
            "see" => store.Payouts.MarkSeen(Payer, batch, null, None),
            "confirm" => store.Payouts.MarkConfirmed(Payer, batch, 210, None),
            "lose" => store.Payouts.MarkUnknown(Payer, batch, "lost", None),
            "cancel" => store.Payouts.Cancel(Payer, batch, "dead", None),
            _ => store.Payouts.Drop(Payer, batch, "", None),
        };

        public async Task<long> At(PayoutState state)
        {
            var batch = await Plan();
            string[] steps = state switch
            {
                PayoutState.Planned => [],
                PayoutState.Prepared => ["prepare"],
                PayoutState.RelayStarted => ["prepare", "relay"],
                PayoutState.Seen => ["prepare", "relay", "see"],
                PayoutState.Confirmed => ["prepare", "relay", "see", "confirm"],
                PayoutState.Unknown => ["prepare", "relay", "lose"],
                _ => ["prepare", "cancel"],
            };
            foreach (var step in steps)
            {
                await Take(step, batch);
            }

            return batch;
        }
    }
}

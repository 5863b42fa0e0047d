using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Storage.Tests.Faults;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class PayoutStepContract(StoreFixture fixture) : PayoutBooks(fixture)
{
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
}

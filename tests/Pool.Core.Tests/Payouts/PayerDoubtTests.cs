using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

/// <summary>What a payer does when it cannot know, or when the world disagrees with the books.</summary>
public sealed class PayerDoubtTests
{
    [Fact]
    public async Task A_transaction_that_falls_out_of_the_mempool_is_handed_in_again_by_its_bytes()
    {
        var (pool, payer) = await Relayed();
        pool.Chain.Mempool.Clear();
        (await payer.Settle(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Chain.Mempool.Single().Hash.ShouldBe(pool.Store.Batches[1].Transaction!.Hash);
        pool.Wallet.Relays.Count.ShouldBe(1);
        pool.Wallet.Rescans.ShouldBe(1);
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_batch_whose_inputs_another_transaction_spent_is_unknown_and_never_planned_again()
    {
        var (pool, payer) = await Relayed();
        var rival = SpendByOther(pool);
        var report = await payer.Settle(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Unknown);
        pool.Store.Batches[1].Note!.ShouldContain("pool payouts cancel 1");
        report.Notes!.Single(note => note.StartsWith("payout 1: transaction", StringComparison.Ordinal)).ShouldContain("another one spends");
        pool.Chain.Mine(30);

        // A person says that the rival is known; the debts stay reserved all the same.
        await pool.Store.AcknowledgeExternal(rival, "test", default);
        await pool.Store.Release(default);
        for (var run = 0; run < 3; run++)
        {
            (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        }

        pool.Store.Batches.Count.ShouldBe(1);
        pool.BalanceOf(1).ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_batch_that_is_mined_after_all_is_confirmed()
    {
        var (pool, payer) = await Relayed();
        SpendByOther(pool);
        await payer.Settle(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Unknown);

        pool.Chain.Mempool.Clear();
        pool.Chain.Send(pool.Store.Batches[1].Transaction!.Blob).Taken.ShouldBeTrue();
        await pool.RunUntilQuiet();
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Confirmed);
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_transaction_that_every_daemon_refuses_for_long_is_left_to_a_person()
    {
        var (pool, payer) = await Relayed();
        pool.Chain.Mempool.Clear();
        foreach (var daemon in pool.Daemons)
        {
            daemon.RefusesTransactions = "fee too low";
        }

        await payer.Settle(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Seen);
        pool.Chain.Mine(pool.PayerOptions.GiveUpBlocks);
        await payer.Settle(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Unknown);
        pool.Store.Batches[1].Note!.ShouldContain("fee too low");
    }

    [Fact]
    public async Task Nodes_on_different_chains_confirm_nothing()
    {
        var (pool, payer) = await Relayed();
        var fork = new ModelChain();
        fork.Mine((int)pool.Chain.Height + 20);
        pool.Daemons[1].Chain = fork;
        pool.Chain.Mine(20);
        (await payer.Settle(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Seen);
        pool.Daemons[1].Synchronized = false;
        await payer.Settle(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Confirmed);
    }

    [Fact]
    public async Task A_payment_that_the_books_do_not_know_pauses_payouts_and_says_which()
    {
        var pool = await Earned();
        await (await pool.ReadyPayerAsync("early")).Settle(default);
        var byHand = pool.Wallet.SendByHand("somebody", 55_555);
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        var payer = await pool.ReadyPayerAsync();
        var report = await payer.Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.Held);
        report.Text.ShouldContain(byHand.Hash.ToString());
        report.Text.ShouldContain("55555");
        report.Text.ShouldContain($"pool payouts acknowledge {byHand.Hash}");
        pool.Events.Told.OfType<LiveEvent.PayoutsHeld>().Count().ShouldBe(1);
        pool.Store.Batches.ShouldBeEmpty();

        await pool.Store.AcknowledgeExternal(byHand.Hash, "rent", default);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Held);
        await pool.Store.Release(default);
        pool.Chain.Mine(12);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
    }

    [Fact]
    public async Task A_hold_stops_new_batches_and_a_prepared_one_but_open_ones_are_still_settled()
    {
        var (pool, payer) = await Relayed();
        await ((IPayoutStore)pool.Store).Hold("an operator wants it", default);
        pool.Chain.Mine(12);
        var report = await payer.Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.Held);
        report.Text.ShouldContain("an operator wants it");
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Confirmed);
    }

    [Fact]
    public async Task A_prepared_batch_is_not_relayed_while_payouts_are_held()
    {
        var pool = await LeftPrepared();
        await ((IPayoutStore)pool.Store).Hold("an operator wants it", default);
        (await (await pool.ReadyPayerAsync("second")).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Held);
        pool.Wallet.Relays.ShouldBeEmpty();
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Prepared);
    }

    [Fact]
    public async Task A_missing_block_stops_payouts_even_when_the_hold_was_released()
    {
        var pool = await Earned();
        var block = pool.Journal.Blocks.Keys.Single();
        await pool.Journal.SetChainView(block, false, 60, missing: true, default);
        var report = await (await pool.ReadyPayerAsync()).Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.Held);
        report.Text.ShouldContain($"pool block reverse {block}");
    }

    [Fact]
    public async Task A_prepared_batch_that_was_never_relayed_is_relayed_by_the_next_payer()
    {
        var pool = await LeftPrepared();
        (await (await pool.ReadyPayerAsync("second")).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        pool.Wallet.Relays.Count.ShouldBe(1);
        pool.Store.Batches.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_prepared_batch_that_grew_old_is_taken_back_and_planned_anew()
    {
        var pool = await LeftPrepared();
        pool.Chain.Mine(pool.PayerOptions.PreparedValidBlocks);
        var payer = await pool.ReadyPayerAsync("second");
        var report = await payer.Run(default);
        report.RunAgainIn.ShouldBe(TimeSpan.Zero);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Cancelled);
        pool.BalanceOf(1).ShouldBe(5_940_000);
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_prepared_batch_whose_inputs_were_spent_otherwise_is_taken_back()
    {
        var pool = await LeftPrepared();
        var rival = SpendByOther(pool);
        await pool.Store.AcknowledgeExternal(rival, "test", default);
        await (await pool.ReadyPayerAsync("second")).Run(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Cancelled);
        pool.Wallet.Relays.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_prepared_batch_of_a_restored_backup_that_is_on_the_chain_is_confirmed_and_not_sent_again()
    {
        var pool = await LeftPrepared();
        await pool.Wallet.Relay(pool.Store.Batches[1].Transaction!.Metadata, default);
        pool.Chain.Mine(12);
        (await (await pool.ReadyPayerAsync("second")).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.NothingDue);
        pool.Wallet.Relays.Count.ShouldBe(1);
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_prepared_batch_that_only_the_wallet_knows_is_handed_in_and_not_relayed_again()
    {
        var pool = await LeftPrepared();
        await pool.Wallet.Relay(pool.Store.Batches[1].Transaction!.Metadata, default);
        pool.Chain.Mempool.Clear();
        (await (await pool.ReadyPayerAsync("second")).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Wallet.Relays.Count.ShouldBe(1);
        pool.Chain.Mempool.Count.ShouldBe(1);
    }

    private static async Task<ModelPool> Earned()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        return pool;
    }

    private static async Task<(ModelPool Pool, Payer Payer)> Relayed()
    {
        var pool = await Earned();
        var payer = await pool.ReadyPayerAsync();
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        return (pool, payer);
    }

    /// <summary>A payer died with its first batch Prepared, and its lease has run out.</summary>
    private static async Task<ModelPool> LeftPrepared()
    {
        var pool = await Earned();
        var faults = new Faults();
        faults.Before = call =>
        {
            if (call == "IPayoutStore.MarkRelayStarted")
            {
                throw new ProcessDiedException(call);
            }
        };
        var payer = await pool.ReadyPayerAsync("first", faults);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Failed);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Prepared);
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        return pool;
    }

    /// <summary>Another transaction takes the batch's inputs, as a wallet of the same keys elsewhere might.</summary>
    private static Hash32 SpendByOther(ModelPool pool)
    {
        pool.Chain.Mempool.Clear();
        var inputs = pool.Store.Batches[1].Transaction!.KeyImages;
        var rival = pool.Chain.Make(number => new ModelTransaction(number, inputs, [new Destination("thief", 1)], 1, 0));
        pool.Chain.Send(rival.Blob).Taken.ShouldBeTrue();
        return rival.Hash;
    }
}

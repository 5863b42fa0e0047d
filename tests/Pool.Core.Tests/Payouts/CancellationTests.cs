using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

/// <summary>How an unknown payout is taken back, and when it must not be.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task An_input_is_spent_to_the_pool_and_when_that_is_deep_the_amounts_go_back_and_are_paid_once()
    {
        var pool = await UnknownPayout.Refused();
        var person = await UnknownPayout.Ready(pool);
        var made = await person.Run(1, dryRun: false, default);
        made.Outcome.ShouldBe(CancellationOutcome.UnderWay, made.Text);
        var spend = pool.Store.SelfSpends.Single();
        made.Text.ShouldContain(spend.Transaction.ToString());
        pool.Chain.Mempool.Single().Hash.ShouldBe(spend.Transaction);
        pool.Chain.Mempool.Single().Inputs.ShouldBeSubsetOf(pool.Store.Batches[1].Transaction!.KeyImages);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Unknown);

        pool.Chain.Mine(pool.PayerOptions.Confirmations);
        var almost = await person.Run(1, dryRun: false, default);
        almost.Outcome.ShouldBe(CancellationOutcome.UnderWay);
        almost.Text.ShouldContain("9 blocks deep of 10");
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Unknown);

        pool.Chain.Mine(1);
        var done = await person.Run(1, dryRun: false, default);
        done.Outcome.ShouldBe(CancellationOutcome.Cancelled, done.Text);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Cancelled);
        pool.BalanceOf(1).ShouldBe(5_940_000);
        pool.Events.Told.OfType<LiveEvent.PayoutMoved>().Last().State.ShouldBe(PayoutState.Cancelled);
        pool.Store.SelfSpends.Count.ShouldBe(1);

        await person.Stop(default);
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task Payouts_are_not_paused_by_the_pools_own_transaction_and_the_audit_knows_its_fee()
    {
        var pool = await UnknownPayout.Refused();
        var person = await UnknownPayout.Ready(pool);
        await person.Run(1, dryRun: false, default);
        var fee = pool.Store.SelfSpends.Single().Fee;
        foreach (var blocks in new[] { 0, 3, 20 })
        {
            pool.Chain.Mine(blocks);
            var audit = await pool.AuditAsync();
            audit.Checks.Where(check => !check.Ok).Select(check => $"{check.Name}: {check.Text}").ShouldBeEmpty();
            var outgoing = audit.Checks.Single(check => check.Name == "outgoing");
            outgoing.Numbers.Single(number => number.Name == "fees of acknowledged").Value.ShouldBe(fee);
        }

        await person.Stop(default);
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        (await (await pool.ReadyPayerAsync()).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Store.Hold.ShouldBeNull();
    }

    [Theory]
    [InlineData(PayoutState.Prepared)]
    [InlineData(PayoutState.RelayStarted)]
    [InlineData(PayoutState.Seen)]
    [InlineData(PayoutState.Confirmed)]
    [InlineData(PayoutState.Cancelled)]
    public async Task Only_an_unknown_payout_is_cancelled(PayoutState state)
    {
        var pool = await UnknownPayout.Refused();
        pool.Store.Batches[1] = pool.Store.Batches[1] with { State = state };
        await Refuses(pool, 1, state == PayoutState.Cancelled ? "cancelled already" : $"payout 1 is {state}");
    }

    [Fact]
    public async Task A_payout_that_is_not_in_the_books_is_refused() =>
        await Refuses(await UnknownPayout.Refused(), 7, "the books have no payout 7");

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_payout_that_one_daemon_knows_goes_on_by_itself(int blocks)
    {
        var pool = await UnknownPayout.Refused();
        pool.Daemons[0].Chain = Fork(pool);
        pool.Chain.Send(pool.Store.Batches[1].Transaction!.Blob).Taken.ShouldBeTrue();
        pool.Chain.Mine(blocks);
        await Refuses(pool, 1, blocks == 0 ? "in the mempool of node2" : "of node2");
    }

    [Fact]
    public async Task A_payout_that_only_the_wallet_has_mined_is_not_cancelled()
    {
        var pool = await UnknownPayout.Refused();
        foreach (var daemon in pool.Daemons)
        {
            daemon.Chain = Fork(pool);
        }

        pool.Chain.Send(pool.Store.Batches[1].Transaction!.Blob).Taken.ShouldBeTrue();
        pool.Chain.Mine(1);
        await Refuses(pool, 1, "different chains");
    }

    [Fact]
    public async Task Healthy_nodes_that_disagree_cancel_nothing()
    {
        var pool = await UnknownPayout.Refused();
        var person = await UnknownPayout.Ready(pool);
        await person.Run(1, dryRun: false, default);
        pool.Daemons[1].Chain = Fork(pool);
        pool.Chain.Mine(30);
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.UnderWay);
        pool.Daemons[1].Synchronized = false;
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.Cancelled);
    }

    [Fact]
    public async Task Without_a_healthy_node_nothing_is_done()
    {
        var pool = await UnknownPayout.Refused();
        var person = await UnknownPayout.Ready(pool);
        foreach (var daemon in pool.Daemons)
        {
            daemon.Away = true;
        }

        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.Waiting);
        pool.Store.SelfSpends.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_self_spend_that_fell_out_is_handed_in_by_its_bytes_and_relayed_only_once()
    {
        var pool = await UnknownPayout.Refused();
        var person = await UnknownPayout.Ready(pool);
        await person.Run(1, dryRun: false, default);
        var relays = pool.Wallet.Relays.Count;
        pool.Chain.Mempool.Clear();
        (await person.Run(1, dryRun: false, default)).Text.ShouldContain("handed in again");
        pool.Chain.Mempool.Single().Hash.ShouldBe(pool.Store.SelfSpends.Single().Transaction);
        pool.Wallet.Relays.Count.ShouldBe(relays);
    }

    [Fact]
    public async Task A_self_spend_that_every_daemon_refuses_is_followed_by_another_one()
    {
        var pool = await UnknownPayout.Refused();
        var person = await UnknownPayout.Ready(pool);
        await person.Run(1, dryRun: false, default);
        pool.Chain.Mempool.Clear();
        pool.Daemons.ToList().ForEach(daemon => daemon.RefusesTransactions = "fee too low");
        var report = await person.Run(1, dryRun: false, default);
        report.Notes!.ShouldContain(note => note.Contains("fee too low", StringComparison.Ordinal));
        pool.Store.SelfSpends.Count.ShouldBe(2);
        pool.Daemons.ToList().ForEach(daemon => daemon.RefusesTransactions = null);
        pool.Chain.Mine(11);
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.Cancelled);
    }

    [Fact]
    public async Task Inputs_that_another_transaction_of_the_wallet_spent_need_no_self_spend_and_that_transaction_still_pauses_payouts()
    {
        var pool = await UnknownPayout.Outspent();
        var person = await UnknownPayout.Ready(pool);
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.Waiting);
        pool.Chain.Mine(1);
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.UnderWay);
        pool.Chain.Mine(10);
        var done = await person.Run(1, dryRun: false, default);
        done.Outcome.ShouldBe(CancellationOutcome.Cancelled);
        done.Text.ShouldContain("the wallet's transaction");
        pool.Store.SelfSpends.ShouldBeEmpty();

        await person.Stop(default);
        (await (await pool.ReadyPayerAsync("pool")).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Held);
    }

    [Fact]
    public async Task A_wallet_that_refuses_changes_nothing_and_is_asked_again()
    {
        var pool = await UnknownPayout.Refused();
        var faults = new Faults();
        var person = await UnknownPayout.Ready(pool, faults: faults);
        faults.Before = call =>
        {
            if (call == "IWallet.PrepareSelfSpend")
            {
                throw new WalletException(WalletRefusal.DaemonAway, "no connection to daemon");
            }
        };
        var report = await person.Run(1, dryRun: false, default);
        report.Outcome.ShouldBe(CancellationOutcome.Waiting);
        report.Text.ShouldContain("no connection to daemon");
        pool.Store.SelfSpends.ShouldBeEmpty();
        faults.Before = null;
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.UnderWay);
    }

    [Fact]
    public async Task A_running_pool_is_to_be_stopped_first_and_a_fresh_lease_is_waited_out()
    {
        var pool = await UnknownPayout.Refused();
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        var payer = await pool.ReadyPayerAsync();
        var person = pool.Cancellation();
        var busy = await person.Run(1, dryRun: false, default);
        busy.Outcome.ShouldBe(CancellationOutcome.LeaseElsewhere);
        busy.Text.ShouldContain("stop the pool first");

        await payer.Stop(default);
        var fresh = await person.Run(1, dryRun: false, default);
        fresh.Outcome.ShouldBe(CancellationOutcome.WaitingOut);
        fresh.RunAgainIn.ShouldBe(pool.PayerOptions.LongestDeadline);
        pool.Store.SelfSpends.ShouldBeEmpty();
        pool.Clock.Advance(fresh.RunAgainIn!.Value);
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.UnderWay);
    }

    [Fact]
    public async Task The_wallet_is_not_called_when_the_commit_before_it_ate_up_the_lease()
    {
        var pool = await UnknownPayout.Refused();
        var faults = new Faults();
        var person = await UnknownPayout.Ready(pool, faults: faults);
        var relays = pool.Wallet.Relays.Count;
        faults.Before = call =>
        {
            if (call == "IPayoutStore.RecordSelfSpend")
            {
                pool.Clock.Advance(pool.PayerOptions.LeaseLength - pool.PayerOptions.RelayDeadline);
            }
        };
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.Waiting);
        pool.Wallet.Relays.Count.ShouldBe(relays);
        faults.Before = null;
        (await person.Run(1, dryRun: false, default)).Text.ShouldContain("handed in again");
        pool.Wallet.Relays.Count.ShouldBe(relays);
        pool.Chain.Mempool.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_dry_run_tells_each_step_and_changes_nothing()
    {
        var pool = await UnknownPayout.Refused();
        var person = await UnknownPayout.Ready(pool);
        await DryRun(pool, "would be spent to the pool itself");
        await person.Run(1, dryRun: false, default);
        pool.Chain.Mempool.Clear();
        await DryRun(pool, "would be handed in again");
        await person.Run(1, dryRun: false, default);
        pool.Chain.Mine(11);
        await DryRun(pool, "payout 1 would be cancelled");
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.Cancelled);
    }

    private static async Task DryRun(ModelPool pool, string text)
    {
        var faults = new Faults();
        var report = await pool.Cancellation("looker", faults).Run(1, dryRun: true, default);
        report.Outcome.ShouldBe(CancellationOutcome.WouldDo, report.Text);
        report.Text.ShouldContain(text);
        faults.Calls.Distinct().ShouldBeSubsetOf(
        [
            "IPayoutStore.Find", "IPayoutStore.ListSelfSpends", "IDaemon.GetInfo", "IDaemon.FindTransaction", "IDaemon.FindInputs",
            "IDaemon.GetKeyImages", "IWallet.FindTransfer", "IWallet.ListOutgoing",
        ]);
    }

    private static async Task Refuses(ModelPool pool, long batch, string text)
    {
        var state = pool.Store.Batches[1].State;
        var report = await (await UnknownPayout.Ready(pool)).Run(batch, dryRun: false, default);
        report.Outcome.ShouldBe(CancellationOutcome.Refused, report.Text);
        report.Text.ShouldContain(text);
        pool.Store.SelfSpends.ShouldBeEmpty();
        pool.Store.Batches[1].State.ShouldBe(state);
    }

    /// <summary>A chain of the same blocks that goes its own way from now on.</summary>
    private static ModelChain Fork(ModelPool pool)
    {
        var fork = new ModelChain();
        fork.Blocks.AddRange(pool.Chain.Blocks);
        return fork;
    }
}

using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

public sealed class PayerTests
{
    [Fact]
    public async Task A_batch_goes_from_plan_to_confirmed_and_the_payees_bear_the_fee()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        var payer = await pool.ReadyPayerAsync();

        var relayed = await payer.Run(default);
        relayed.Outcome.ShouldBe(PayoutRunOutcome.Relayed, relayed.Text);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Seen);
        pool.Chain.Mine(1);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Chain.Mine(9);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Chain.Mine(1);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.NothingDue);

        var batch = pool.Store.Batches[1];
        batch.State.ShouldBe(PayoutState.Confirmed);
        batch.Gross.ShouldBe(9_900_000);
        batch.Items.Sum(item => item.Fee).ShouldBe(batch.Transaction!.Fee);
        pool.ReceivedBy("miner1").ShouldBe(5_940_000 - batch.Items.Single(item => item.Account == 1).Fee);
        pool.Events.Told.OfType<LiveEvent.PayoutMoved>().Select(moved => moved.State).ShouldBe(
            [PayoutState.Prepared, PayoutState.RelayStarted, PayoutState.Seen, PayoutState.Seen, PayoutState.Confirmed]);
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task Nobody_below_the_minimum_is_paid()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 999_500), (2, 500));
        pool.BalanceOf(2).ShouldBe(4_950);
        await pool.RunUntilQuiet();
        pool.ReceivedBy("miner2").ShouldBe(0);
        pool.BalanceOf(2).ShouldBe(4_950);
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_pool_without_fee_pays_out_all_that_its_wallet_has()
    {
        var pool = new ModelPool { UnlockerOptions = new() { FeeBasisPoints = 0 } };
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
        (await pool.Wallet.GetBalance(default)).Total.ShouldBe(pool.Ledger.Balance(Accounts.FeeRounding));
    }

    [Fact]
    public async Task Money_that_is_not_unlocked_yet_is_waited_for()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        pool.Wallet.PrepareFailures.Enqueue(new WalletException(WalletRefusal.NotEnoughUnlocked, "locked"));
        pool.Wallet.PrepareFailures.Enqueue(new WalletException(WalletRefusal.NotEnoughUnlocked, "locked"));
        var payer = await pool.ReadyPayerAsync();
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Waiting);
        pool.Store.Batches.ShouldBeEmpty();
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
    }

    [Theory]
    [InlineData(WalletRefusal.NoInputs)]
    [InlineData(WalletRefusal.DaemonAway)]
    [InlineData(WalletRefusal.Other)]
    public async Task A_wallet_that_cannot_pay_now_leaves_no_plan_behind(WalletRefusal refusal)
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        pool.Wallet.PrepareFailures.Enqueue(new WalletException(refusal, "not now"));
        (await (await pool.ReadyPayerAsync()).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Waiting);
        pool.Store.Batches.ShouldBeEmpty();
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_wallet_whose_view_the_daemon_rejects_is_made_to_rescan()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        pool.Wallet.PrepareFailures.Enqueue(new WalletException(WalletRefusal.RejectedByDaemon, "rejected"));
        (await (await pool.ReadyPayerAsync()).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Waiting);
        pool.Wallet.Rescans.ShouldBe(1);
    }

    [Fact]
    public async Task An_insolvent_wallet_pays_nobody()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        pool.Ledger.Post([new("mistake", Accounts.Coinbase, Accounts.Miner(1), 500_000, "mistake", "")]);
        var report = await (await pool.ReadyPayerAsync()).Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.Insolvent);
        report.Text.ShouldContain("10000000");
        report.Text.ShouldContain("10400000");
        pool.Health.Read().Single(entry => entry.Part == "payouts").Ok.ShouldBeFalse();
        pool.Chain.Mempool.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wallet_that_would_spend_spent_outputs_is_made_to_rescan_before_anything_is_stored()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600));
        await pool.EarnAsync(10_000_000, (2, 400));
        pool.PayerOptions.MaxPayees.ShouldBeGreaterThan(1);
        await pool.RunUntilQuiet();

        // relay_tx after the transaction was mined: the trap that spoils the wallet's view.
        await pool.Wallet.Relay(pool.Store.Batches[1].Transaction!.Metadata, default);
        pool.Wallet.Relays.RemoveAt(pool.Wallet.Relays.Count - 1);
        await pool.EarnAsync(10_000_000, (1, 600));
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        var payer = await pool.ReadyPayerAsync("again");
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Waiting);
        pool.Store.Batches.Count.ShouldBe(1);
        pool.Wallet.Rescans.ShouldBe(1);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task Two_runs_of_one_payer_at_once_are_one_run()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        var faults = new Faults();
        var payer = await pool.ReadyPayerAsync(faults: faults);
        var inner = new List<PayoutRunOutcome>();
        faults.Before = call =>
        {
            if (call == "IWallet.Prepare")
            {
                inner.Add(Completed(payer.Run(default)).Outcome);
            }
        };
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        inner.ShouldBe([PayoutRunOutcome.LeaseElsewhere, PayoutRunOutcome.LeaseElsewhere]);
    }

    [Fact]
    public async Task Payees_of_the_next_run_wait_until_the_batch_is_confirmed()
    {
        var pool = new ModelPool { PayerOptions = new() { MinimumPayout = 10_000, MaxPayees = 1 } };
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        var payer = await pool.ReadyPayerAsync();
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Chain.Mempool.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_healthy_daemon_means_that_nothing_moves()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        pool.Daemons[0].Away = true;
        pool.Daemons[1].Synchronized = false;
        (await (await pool.ReadyPayerAsync()).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Waiting);
        pool.Store.Batches.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 151)]
    public void Options_out_of_range_are_refused_by_name(long minimum, int relaySeconds)
    {
        var options = new PayerOptions { MinimumPayout = minimum, RelayDeadline = TimeSpan.FromSeconds(relaySeconds) };
        Should.Throw<ArgumentException>(options.Validate).Message.ShouldContain(minimum == 0 ? "MinimumPayout is 0" : "00:02:31");
    }

    private static T Completed<T>(Task<T> task)
    {
        task.IsCompletedSuccessfully.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }
}

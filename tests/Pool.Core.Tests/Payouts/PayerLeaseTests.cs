using Pool.Core.Payouts;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

public sealed class PayerLeaseTests
{
    [Fact]
    public async Task A_second_payer_does_nothing_while_the_first_holds_the_lease()
    {
        var pool = await Earned();
        await pool.ReadyPayerAsync("first");
        (await pool.Payer("second").Run(default)).Outcome.ShouldBe(PayoutRunOutcome.LeaseElsewhere);
        pool.Store.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payer_that_stops_gives_the_lease_back_and_its_successor_still_waits_out_the_longest_deadline()
    {
        var pool = await Earned();
        await (await pool.ReadyPayerAsync("first")).Stop(default);
        var second = pool.Payer("second");
        var report = await second.Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.WaitingOut);
        report.RunAgainIn.ShouldBe(pool.PayerOptions.LongestDeadline);
        pool.Clock.Advance(pool.PayerOptions.LongestDeadline - TimeSpan.FromTicks(1));
        (await second.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.WaitingOut);
        pool.Clock.Advance(TimeSpan.FromTicks(1));
        (await second.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
    }

    [Fact]
    public async Task A_payer_that_let_its_lease_run_out_waits_again()
    {
        var pool = await Earned();
        var payer = await pool.ReadyPayerAsync();
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.WaitingOut);
    }

    [Fact]
    public async Task Relay_is_not_called_when_the_commit_before_it_ate_up_the_lease()
    {
        var pool = await Earned();
        var faults = new Faults();
        var payer = await pool.ReadyPayerAsync(faults: faults);
        faults.Before = call =>
        {
            if (call == "IPayoutStore.MarkRelayStarted")
            {
                pool.Clock.Advance(pool.PayerOptions.LeaseLength - pool.PayerOptions.RelayDeadline);
            }
        };
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Failed);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.RelayStarted);
        pool.Wallet.Relays.ShouldBeEmpty();

        faults.Before = null;
        await payer.Run(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Seen);
        pool.Wallet.Relays.ShouldBeEmpty();
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task No_transaction_is_built_on_a_lease_shorter_than_the_wallets_deadline()
    {
        var pool = await Earned();
        var faults = new Faults();
        var payer = await pool.ReadyPayerAsync(faults: faults);
        faults.Before = call =>
        {
            if (call == "IPayoutStore.Plan")
            {
                pool.Clock.Advance(pool.PayerOptions.LeaseLength - pool.PayerOptions.PrepareDeadline);
            }
        };
        var report = await payer.Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.Failed);
        report.Text.ShouldContain("transfer may take 60 s");
        faults.Calls.ShouldNotContain("IWallet.Prepare");
    }

    [Fact]
    public async Task A_payer_that_sleeps_at_any_call_while_another_takes_over_pays_nobody_twice()
    {
        var calls = await Sleep(-1);
        calls.ShouldBeGreaterThan(40);
        for (var at = 0; at < calls; at++)
        {
            await Sleep(at);
        }
    }

    /// <summary>The first payer sleeps before one of its calls; the second one takes over, works, and then the first goes on.</summary>
    private static async Task<int> Sleep(int at)
    {
        var pool = await Earned();
        var faults = new Faults();
        var slept = false;
        faults.Before = _ =>
        {
            if (faults.Calls.Count == at && !slept)
            {
                slept = true;
                Finished(TakeOver(pool));
            }
        };
        try
        {
            var first = pool.Payer("first", faults);
            await first.Run(default);
            pool.Clock.Advance(pool.PayerOptions.LongestDeadline);
            for (var run = 0; run < 4; run++)
            {
                await first.Run(default);
                pool.Chain.Mine(6);
            }

            pool.NobodyIsPaidTwice();
            await pool.RunUntilQuiet();
            await pool.EverybodyIsPaid();
        }
        catch (Exception wrong) when (at >= 0)
        {
            throw new InvalidOperationException($"asleep at call {at} ({faults.Calls.ElementAtOrDefault(at)}): {wrong.Message}", wrong);
        }

        return faults.Calls.Count;
    }

    private static async Task TakeOver(ModelPool pool)
    {
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        var second = await pool.ReadyPayerAsync("second");
        await second.Run(default);
        pool.Chain.Mine(2);
        await second.Run(default);
    }

    /// <summary>The model answers at once, so that a whole run fits into another one's call.</summary>
    private static void Finished(Task task)
    {
        task.IsCompleted.ShouldBeTrue();
        task.GetAwaiter().GetResult();
    }

    private static async Task<ModelPool> Earned()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400), (3, 300));
        await pool.EarnAsync(11_000_000, (4, 600), (5, 400), (6, 300));
        return pool;
    }
}

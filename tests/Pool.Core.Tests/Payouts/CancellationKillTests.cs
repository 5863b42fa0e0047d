using Pool.Core.Payouts;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

/// <summary>One cancellation is killed, or a call of it fails, at every single call; the next one must finish the work.</summary>
public sealed class CancellationKillTests
{
    private static readonly FaultKind[] Kinds =
        [FaultKind.DieBefore, FaultKind.DieAfter, FaultKind.FailBefore, FaultKind.FailAfter];

    [Fact]
    public async Task A_cancellation_that_dies_or_errs_at_any_call_is_finished_by_the_next_one()
    {
        var calls = await CountCalls();
        calls.ShouldBeGreaterThan(30);
        for (var at = 0; at < calls; at++)
        {
            foreach (var kind in Kinds)
            {
                await Check(at, kind, _ => { });
            }
        }
    }

    [Fact]
    public async Task A_reorganisation_or_a_forgetful_mempool_after_the_death_changes_nothing_about_that()
    {
        var calls = await CountCalls();
        for (var at = 0; at < calls; at++)
        {
            await Check(at, FaultKind.DieAfter, pool => pool.Chain.Mempool.Clear());
            await Check(at, FaultKind.DieAfter, pool => pool.Chain.Reorganise(8, keepTransactions: false));
        }
    }

    [Fact]
    public async Task A_payout_that_turns_up_after_the_death_is_paid_or_taken_back_and_never_both()
    {
        var calls = await CountCalls();
        for (var at = 0; at < calls; at++)
        {
            await Check(at, FaultKind.DieAfter, pool =>
            {
                pool.Chain.Mempool.Clear();
                pool.Chain.Send(pool.Store.Batches[1].Transaction!.Blob);
            });
        }
    }

    private static async Task<int> CountCalls()
    {
        var faults = new Faults();
        var pool = await UnknownPayout.Refused();
        await Live(pool, faults);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Cancelled);
        return faults.Calls.Count;
    }

    private static async Task Check(int at, FaultKind kind, Action<ModelPool> afterwards)
    {
        var faults = new Faults(at, kind);
        try
        {
            var pool = await UnknownPayout.Refused();
            await Live(pool, faults);
            pool.NobodyIsPaidTwice();
            afterwards(pool);
            await Finish(pool);
            await pool.RunUntilQuiet();
            await pool.EverybodyIsPaid();
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"{kind} at call {at} ({faults.Calls.ElementAtOrDefault(at)}): {wrong.Message}", wrong);
        }
    }

    /// <summary>A person runs the command now and then until it is done; it may die on the way.</summary>
    private static async Task Live(ModelPool pool, Faults faults)
    {
        var person = pool.Cancellation("first", faults);
        for (var run = 0; run < 6 && !faults.Dead; run++)
        {
            try
            {
                await person.Run(1, dryRun: false, default);
            }
            catch (Exception failure) when (failure is ProcessDiedException or IOException)
            {
                // What the command line prints.
            }

            pool.Clock.Advance(pool.PayerOptions.LongestDeadline);
            pool.Chain.Mine(run == 0 ? 0 : 6);
        }
    }

    private static async Task Finish(ModelPool pool)
    {
        pool.Clock.Advance(pool.PayerOptions.LeaseLength);
        var person = pool.Cancellation("second");
        for (var run = 0; run < 8; run++)
        {
            var report = await person.Run(1, dryRun: false, default);
            pool.NobodyIsPaidTwice();
            if (report.Outcome is CancellationOutcome.Cancelled or CancellationOutcome.Refused)
            {
                await person.Stop(default);
                return;
            }

            pool.Clock.Advance(pool.PayerOptions.LongestDeadline);
            pool.Chain.Mine(6);
        }

        throw new InvalidOperationException("the cancellation did not come to an end");
    }
}

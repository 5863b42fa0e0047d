using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

/// <summary>One payer is killed, or a call of it fails, at every single call that it makes; its successors must finish the work.</summary>
public sealed class PayerKillTests
{
    private static readonly FaultKind[] Kinds =
        [FaultKind.DieBefore, FaultKind.DieAfter, FaultKind.FailBefore, FaultKind.FailAfter];

    [Fact]
    public async Task A_payer_that_dies_or_errs_at_any_call_neither_pays_twice_nor_forgets_anybody()
    {
        var calls = (await Live(new Faults())).Calls.Count;
        calls.ShouldBeGreaterThan(60);
        for (var at = 0; at < calls; at++)
        {
            foreach (var kind in Kinds)
            {
                await Check(at, kind, _ => { });
            }
        }
    }

    [Fact]
    public async Task A_reorganisation_after_the_death_changes_nothing_about_that()
    {
        var calls = (await Live(new Faults())).Calls.Count;
        for (var at = 0; at < calls; at++)
        {
            await Check(at, FaultKind.DieAfter, pool => pool.Chain.Reorganise(12, keepTransactions: true));
            await Check(at, FaultKind.DieBefore, pool => pool.Chain.Reorganise(12, keepTransactions: true));
        }
    }

    [Fact]
    public async Task A_mempool_that_forgets_everything_after_the_death_changes_nothing_about_that()
    {
        var calls = (await Live(new Faults())).Calls.Count;
        for (var at = 0; at < calls; at++)
        {
            await Check(at, FaultKind.DieAfter, pool => pool.Chain.Mempool.Clear());
            await Check(at, FaultKind.DieBefore, pool => pool.Chain.Mempool.Clear());
        }
    }

    private static async Task Check(int at, FaultKind kind, Action<ModelPool> afterwards)
    {
        var faults = new Faults(at, kind);
        var pool = new ModelPool();
        try
        {
            await Live(faults, pool);
            pool.NobodyIsPaidTwice();
            afterwards(pool);
            await pool.RunUntilQuiet();
            await pool.EverybodyIsPaid();
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"{kind} at call {at} ({faults.Calls.ElementAtOrDefault(at)}): {wrong.Message}", wrong);
        }
    }

    /// <summary>A payer's life: two batches from plan to confirmation.</summary>
    private static async Task<Faults> Live(Faults faults, ModelPool? pool = null)
    {
        pool ??= new ModelPool();
        await pool.EarnAsync(40_000_000, (1, 500), (2, 300), (3, 200), (4, 90), (5, 80), (6, 70));
        await pool.EarnAsync(50_000_001, (1, 333), (2, 333), (3, 334), (4, 11), (5, 22), (6, 33));
        var payer = pool.Payer("first", faults);
        await payer.Run(default);
        pool.Clock.Advance(pool.PayerOptions.LongestDeadline);
        for (var run = 0; run < 6 && !faults.Dead; run++)
        {
            await payer.Run(default);
            pool.Chain.Mine(6);
            pool.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        return faults;
    }
}

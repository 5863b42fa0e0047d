using Pool.Core.Payouts;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

/// <summary>Worlds in which payout 1 is unknown and the pool is stopped.</summary>
internal static class UnknownPayout
{
    /// <summary>Every daemon refused it for too long; its inputs are free.</summary>
    public static async Task<ModelPool> Refused()
    {
        var (pool, payer) = await Relayed();
        pool.Chain.Mempool.Clear();
        pool.Daemons.ToList().ForEach(daemon => daemon.RefusesTransactions = "fee too low");
        await payer.Settle(default);
        pool.Chain.Mine(pool.PayerOptions.GiveUpBlocks);
        await Stop(pool, payer);
        pool.Daemons.ToList().ForEach(daemon => daemon.RefusesTransactions = null);
        return pool;
    }

    /// <summary>Another transaction of the same keys spends its inputs, and is not mined yet.</summary>
    public static async Task<ModelPool> Outspent()
    {
        var (pool, payer) = await Relayed();
        pool.Chain.Mempool.Clear();
        var inputs = pool.Store.Batches[1].Transaction!.KeyImages;
        var rival = pool.Chain.Make(number => new ModelTransaction(number, inputs, [new Destination("thief", 1)], 1, 0));
        pool.Chain.Send(rival.Blob).Taken.ShouldBeTrue();
        await Stop(pool, payer);
        return pool;
    }

    /// <summary>A person's command that holds the lease and has waited it out.</summary>
    public static async Task<PayoutCancellation> Ready(ModelPool pool, string holder = "person", Faults? faults = null)
    {
        var person = pool.Cancellation(holder, faults);
        (await person.Run(1, dryRun: false, default)).Outcome.ShouldBe(CancellationOutcome.WaitingOut);
        pool.Clock.Advance(pool.PayerOptions.LongestDeadline);
        return person;
    }

    private static async Task<(ModelPool Pool, Payer Payer)> Relayed()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        var payer = await pool.ReadyPayerAsync("stopped");
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        return (pool, payer);
    }

    private static async Task Stop(ModelPool pool, Payer payer)
    {
        await payer.Settle(default);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Unknown);
        await payer.Stop(default);
    }
}

using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Blocks;

/// <summary>Unlocker and coinbase scan are killed, fail, or are overtaken by another at every single call.</summary>
public sealed class BlockKillTests
{
    private static readonly FaultKind[] Kinds =
        [FaultKind.DieBefore, FaultKind.DieAfter, FaultKind.FailBefore, FaultKind.FailAfter];

    [Fact]
    public async Task Every_block_is_credited_once_wherever_the_process_dies()
    {
        var calls = await Live(new Faults(), new ModelPool());
        calls.ShouldBeGreaterThan(100);
        for (var at = 0; at < calls; at++)
        {
            foreach (var kind in Kinds)
            {
                await Check(new Faults(at, kind), new ModelPool(), $"{kind} at call {at}");
            }
        }
    }

    [Fact]
    public async Task Two_processes_that_cross_at_any_call_credit_every_block_once()
    {
        var calls = await Live(new Faults(), new ModelPool());
        for (var at = 0; at < calls; at++)
        {
            var pool = new ModelPool();
            var faults = new Faults();
            var index = at;
            faults.Before = _ =>
            {
                if (faults.Calls.Count == index)
                {
                    var other = Step(pool, new Faults());
                    other.IsCompletedSuccessfully.ShouldBeTrue();
                }
            };
            await Check(faults, pool, $"crossed at call {at}");
        }
    }

    private static async Task Check(Faults faults, ModelPool pool, string what)
    {
        try
        {
            await Live(faults, pool);
            await Step(pool, new Faults());
            await Step(pool, new Faults());
            pool.Journal.Blocks.Count.ShouldBe(4);
            pool.Journal.Blocks.Values.Count(block => block.State == BlockState.Credited).ShouldBe(3);
            pool.Journal.Blocks.Values.Count(block => block.State == BlockState.Orphaned).ShouldBe(1);
            pool.Ledger.Balance(Accounts.Coinbase).ShouldBe(-24_000_003);
            pool.Ledger.Balances.Values.Sum().ShouldBe(0);
            var audit = await pool.AuditAsync();
            audit.Checks.Where(check => !check.Ok).Select(check => check.Text).ShouldBeEmpty();
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"{what} ({faults.Calls.LastOrDefault()}): {wrong.Message}", wrong);
        }
    }

    /// <summary>One block that is journalled and mined, one that only the journal has, one that only the chain has, one that loses.</summary>
    private static async Task<int> Live(Faults faults, ModelPool pool)
    {
        pool.AddMiner(1);
        pool.AddMiner(2);
        pool.Journal.AddWork(1, 600);
        pool.Journal.AddWork(2, 401);
        pool.Journal.AddCandidate(pool.MineOwn(10_000_001), "miner1");
        pool.MineOwn(8_000_001, "miner2");
        pool.Journal.AddCandidate(pool.Chain.Next(1_000_000, pool.Tags.PoolTag), "miner1");
        pool.Chain.Mine(1);
        await Step(pool, faults);
        pool.Journal.AddCandidate(pool.Chain.Next(6_000_001, pool.Tags.PoolTag), "miner1");
        await Step(pool, faults);

        // Were the process dead by now, its successor would hand the block in while it is young.
        await Step(pool, new Faults());
        pool.Chain.Mine(ModelPool.Maturity);
        await Step(pool, faults);
        return faults.Calls.Count;
    }

    /// <summary>What a host does every minute.</summary>
    private static async Task Step(ModelPool pool, Faults faults)
    {
        var scan = pool.Scan(faults);
        var unlocker = pool.Unlocker(faults);
        try
        {
            await scan.Step(default);
            await unlocker.Step(default);
        }
        catch (Exception failed) when (failed is ProcessDiedException or IOException)
        {
            // The next step, here or elsewhere, goes on.
        }
    }
}

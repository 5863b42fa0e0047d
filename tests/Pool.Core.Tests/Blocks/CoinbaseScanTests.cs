using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Blocks;
using Pool.Core.Stats;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Blocks;

public sealed class CoinbaseScanTests
{
    [Fact]
    public async Task A_block_that_carries_our_tag_and_is_missing_is_booked_with_its_finder()
    {
        var pool = new ModelPool();
        pool.AddMiner(1);
        pool.AddMiner(2);
        var block = pool.MineOwn(5_000_000, "miner2");
        pool.Chain.Mine(3);
        (await pool.Scan().Step(default)).Recovered.ShouldBe(1);
        pool.Journal.Blocks[block.Hash].FinderAddress.ShouldBe("miner2");
        pool.Events.Told.OfType<LiveEvent.BlockRecovered>().ShouldBe([new(block.Hash, block.Height, 5_000_000)]);
        (await pool.Scan().Step(default)).Recovered.ShouldBe(0);
    }

    [Fact]
    public async Task A_finder_that_the_books_do_not_know_stays_open()
    {
        var pool = new ModelPool();
        var block = pool.MineOwn(5_000_000, "miner9");
        await pool.Scan().Step(default);
        pool.Journal.Blocks[block.Hash].FinderAddress.ShouldBeNull();
    }

    [Fact]
    public async Task A_block_of_another_pool_is_left_alone_and_one_without_tag_that_pays_us_is_an_alarm()
    {
        var pool = new ModelPool();
        pool.Chain.Accept(pool.Chain.Next(0, tag: 77));
        var untagged = pool.Chain.Next(4_000_000);
        pool.Chain.Accept(untagged);
        var scan = pool.Scan();
        (await scan.Step(default)).Problems.ShouldBeEmpty();
        pool.Chain.Mine(10);
        var report = await scan.Step(default);
        report.Recovered.ShouldBe(0);
        report.Problems.Single().ShouldContain($"height {untagged.Height}");
        report.Problems.Single().ShouldContain("4000000");
        pool.Journal.Blocks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_blocks_that_changed_are_read_again()
    {
        var pool = new ModelPool();
        pool.Chain.Mine(100);
        var scan = pool.Scan();
        (await scan.Step(default)).Read.ShouldBe(2 * 120);
        (await scan.Step(default)).Read.ShouldBe(0);
        pool.Chain.Mine(2);
        (await scan.Step(default)).Read.ShouldBe(2 * 2);
        pool.Chain.Reorganise(5, keepTransactions: true);
        (await scan.Step(default)).Read.ShouldBe(2 * 6);
    }

    [Fact]
    public async Task A_block_older_than_the_scan_is_found_by_the_wallets_income()
    {
        var pool = new ModelPool();
        pool.AddMiner(1);
        pool.Journal.AddCandidate(pool.MineOwn(5_000_000, "miner1"), "miner1");
        var lost = pool.MineOwn(6_000_000, "miner1");
        pool.Chain.Mine(ModelPool.Maturity * 5);
        (await pool.Scan().Step(default)).Recovered.ShouldBe(1);
        pool.Journal.Blocks.ShouldContainKey(lost.Hash);
    }

    [Fact]
    public async Task Income_from_before_the_books_began_is_not_theirs()
    {
        var pool = new ModelPool();
        pool.MineOwn(6_000_000, "miner1");
        pool.Chain.Mine(ModelPool.Maturity * 5);
        var report = await pool.Scan().Step(default);
        report.Recovered.ShouldBe(0);
        report.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_block_on_the_chain_becomes_a_candidate_again_with_its_finder()
    {
        var pool = new ModelPool();
        pool.AddMiner(1);
        var block = pool.MineOwn(5_000_000);
        pool.Journal.AddCandidate(block, "miner1");
        await pool.Journal.MarkRefused(block.Hash, "busy", default);
        (await pool.Scan().Step(default)).Recovered.ShouldBe(1);
        pool.Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Candidate);
        pool.Journal.Blocks[block.Hash].FinderAddress.ShouldBe("miner1");
    }

    [Fact]
    public async Task An_orphan_of_the_books_on_the_main_chain_is_reported_as_long_as_it_is_there()
    {
        var pool = new ModelPool();
        var block = pool.MineOwn(5_000_000);
        pool.Journal.AddCandidate(block, null);
        await pool.Journal.Orphan(block.Hash, default, default);
        var scan = pool.Scan();
        for (var step = 0; step < 2; step++)
        {
            (await scan.Step(default)).Problems.ShouldContain(problem => problem.Contains("Orphaned in the books"));
        }
    }

    [Fact]
    public async Task A_scan_goes_on_without_the_wallet_and_without_one_of_the_nodes()
    {
        var pool = new ModelPool();
        pool.MineOwn(5_000_000);
        pool.Daemons[0].Away = true;
        var faults = new Faults();
        var failing = pool.Scan(faults);
        faults.Before = call =>
        {
            if (call == "IWallet.ListCoinbase")
            {
                throw new Core.Payouts.WalletUnavailableException("wallet", "away");
            }
        };
        var report = await failing.Step(default);
        report.Recovered.ShouldBe(1);
        report.Problems.Single().ShouldContain("wallet wallet: away");
    }

    /// <summary>Steps of a history: enough for several reorganisations over blocks that were read.</summary>
    private const int LongestHistory = 10;

    /// <summary>A step: own blocks mined, strangers' blocks mined, blocks reorganised away, and the call that fails in the scan after it.</summary>
    private static readonly Gen<(int Own, int Others, int Reorganise, int FailAt)[]> Histories =
        (from own in Gen.Choose(0, 2)
         from others in Gen.Choose(0, 4)
         from reorganise in Gen.Choose(0, 8)
         from failAt in Gen.Choose(-40, 80)
         select (own, others, reorganise, failAt)).ArrayOf().Select(steps => steps.Take(LongestHistory).ToArray());

    [Fact]
    public void After_any_reorganisations_and_failures_every_own_block_on_the_chain_is_in_the_books() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var pool = new ModelPool();
            Faults? current = null;
            var faults = new Faults();
            var fails = -1;
            faults.Before = _ =>
            {
                if (current is not null && fails-- == 0)
                {
                    throw new Core.Chain.DaemonUnavailableException("node", "flaky");
                }
            };
            var scan = pool.Scan(faults);
            foreach (var (own, others, reorganise, failAt) in history)
            {
                pool.Chain.Reorganise(reorganise, keepTransactions: true);
                pool.Chain.Mine(others);
                for (var i = 0; i < own; i++)
                {
                    pool.MineOwn(1_000_000);
                }

                (current, fails) = (faults, failAt);
                var step = scan.Step(default);
                (step.IsCompletedSuccessfully || step.Exception!.InnerException is Core.Chain.DaemonUnavailableException).ShouldBeTrue();
            }

            current = null;
            scan.Step(default).IsCompletedSuccessfully.ShouldBeTrue();
            var missing = pool.Chain.Blocks
                .Where(block => block.Tag == pool.Tags.PoolTag && block.Height >= pool.Chain.Height - 120)
                .Where(block => !pool.Journal.Blocks.ContainsKey(block.Hash));
            missing.ShouldBeEmpty();
        }).QuickCheckThrowOnFailure();
}

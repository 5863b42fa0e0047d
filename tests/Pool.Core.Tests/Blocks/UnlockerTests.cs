using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Rounds;
using Pool.Core.Stats;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Blocks;

public sealed class UnlockerTests
{
    [Fact]
    public async Task A_block_is_frozen_at_once_and_credited_at_maturity_by_its_frozen_work()
    {
        var (pool, block) = Found();
        (await pool.Unlocker().Step(default)).Frozen.ShouldBe(1);
        pool.Journal.Blocks[block.Hash].OnMainChain.ShouldBeTrue();
        (await pool.Journal.ReadFrozen(block.Hash, default)).ShouldBe([new AccountWork(1, 600), new AccountWork(2, 400)]);

        pool.Chain.Mine(ModelPool.Maturity - 1);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(0);
        pool.Journal.Blocks[block.Hash].Depth.ShouldBe(ModelPool.Maturity - 1);
        pool.Chain.Mine(1);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(1);
        pool.BalanceOf(1).ShouldBe(5_940_000);
        pool.BalanceOf(2).ShouldBe(3_960_000);
        pool.Ledger.Balance(Accounts.PoolFee).ShouldBe(100_000);
        pool.Events.Told.OfType<LiveEvent.BlockCredited>().ShouldBe([new(block.Hash, block.Height, 10_000_000, 2)]);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(0);
    }

    [Fact]
    public async Task Work_after_the_find_does_not_count_for_the_block()
    {
        var (pool, block) = Found();
        pool.AddMiner(3);
        pool.Journal.AddWork(3, 1000);
        pool.Journal.AddCandidate(pool.MineOwn(10_000_000), "miner3");
        await pool.Unlocker().Step(default);
        (await pool.Journal.ReadFrozen(block.Hash, default)).Select(row => row.Account).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_block_that_another_one_replaced_is_orphaned_with_its_hash()
    {
        var (pool, block) = Found();
        pool.Chain.Reorganise(1, keepTransactions: false);
        var other = pool.Chain.Blocks[(int)block.Height].Hash;
        pool.Chain.Mine(ModelPool.Maturity - 1);
        (await pool.Unlocker().Step(default)).Orphaned.ShouldBe(1);
        pool.Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Orphaned);
        pool.Journal.Blocks[block.Hash].ReplacedBy.ShouldBe(other);
        pool.Ledger.Rows.ShouldBeEmpty();
        pool.Events.Told.OfType<LiveEvent.BlockOrphaned>().ShouldBe([new(block.Hash, block.Height, other)]);
    }

    [Fact]
    public async Task Nodes_that_disagree_at_maturity_decide_nothing_and_are_reported()
    {
        var (pool, block) = Found();
        var fork = new ModelChain();
        fork.Mine(300);
        pool.Daemons[1].Chain = fork;
        pool.Chain.Mine(ModelPool.Maturity);
        var unlocker = pool.Unlocker();
        var report = await unlocker.Step(default);
        (report.Credited, report.Orphaned).ShouldBe((0, 0));
        report.Problems.Single().ShouldContain("node1 has " + block.Hash);
        pool.Health.Read().Single(entry => entry.Part == "blocks").Ok.ShouldBeFalse();

        await unlocker.Step(default);
        pool.Events.Told.OfType<LiveEvent.Alarm>().Count().ShouldBe(1);
        pool.Daemons[1].Synchronized = false;
        (await unlocker.Step(default)).Credited.ShouldBe(1);
        pool.Health.Read().Single(entry => entry.Part == "blocks").Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_is_behind_makes_the_others_wait()
    {
        var (pool, _) = Found();
        var behind = new ModelChain();
        behind.Blocks.AddRange(pool.Chain.Blocks);
        pool.Daemons[1].Chain = behind;
        pool.Chain.Mine(ModelPool.Maturity + 5);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(0);
        behind.Blocks.AddRange(pool.Chain.Blocks.Skip(behind.Blocks.Count).SkipLast(5));
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_healthy_node_work_is_frozen_all_the_same()
    {
        var (pool, block) = Found();
        pool.Daemons[0].Away = pool.Daemons[1].Away = true;
        var report = await pool.Unlocker().Step(default);
        report.Frozen.ShouldBe(1);
        report.Problems.Single().ShouldContain("node1: away");
        pool.Journal.Blocks[block.Hash].Frozen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_block_that_fails_does_not_hold_up_the_others()
    {
        var (pool, block) = Found();
        var second = pool.MineOwn(7_000_000);
        pool.Journal.AddCandidate(second, "miner1");
        pool.Journal.Unreadable.Add(block.Hash);
        pool.Chain.Mine(ModelPool.Maturity);
        var report = await pool.Unlocker().Step(default);
        report.Credited.ShouldBe(1);
        report.Problems.Single().ShouldContain(block.Hash.ToString());
        pool.Journal.Blocks[second.Hash].State.ShouldBe(BlockState.Credited);
    }

    [Fact]
    public async Task A_coinbase_that_pays_the_pool_nothing_is_not_credited()
    {
        var pool = new ModelPool();
        var block = pool.MineOwn(0);
        pool.Journal.AddCandidate(block, null);
        pool.Chain.Mine(ModelPool.Maturity);
        var report = await pool.Unlocker().Step(default);
        report.Problems.Single().ShouldContain("pays nothing to the pool");
        pool.Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Candidate);
        pool.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_block_without_any_work_is_booked_to_the_pool_and_alarmed()
    {
        var pool = new ModelPool();
        pool.Journal.AddCandidate(pool.MineOwn(1_000_000), null);
        pool.Chain.Mine(ModelPool.Maturity);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(1);
        pool.Ledger.Balance(Accounts.PoolFee).ShouldBe(1_000_000);
        pool.Events.Told.OfType<LiveEvent.Alarm>().Single().Text.ShouldContain("990000");
    }

    [Fact]
    public async Task A_refused_block_that_stands_on_the_chain_is_credited()
    {
        var (pool, block) = Found();
        await pool.Journal.MarkRefused(block.Hash, "busy", default);
        await pool.Unlocker().Step(default);
        pool.Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Candidate);
        pool.Chain.Mine(ModelPool.Maturity);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_block_is_decided_at_maturity_like_any_other()
    {
        var (pool, block) = Found();
        await pool.Journal.MarkRefused(block.Hash, "busy", default);
        pool.Chain.Mine(ModelPool.Maturity);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(1);

        var (other, lost) = Found();
        await other.Journal.MarkRefused(lost.Hash, "busy", default);
        other.Chain.Reorganise(1, keepTransactions: false);
        other.Chain.Mine(ModelPool.Maturity);
        (await other.Unlocker().Step(default)).Orphaned.ShouldBe(1);
    }

    [Fact]
    public async Task A_candidate_from_before_a_long_stop_is_still_decided()
    {
        var (pool, block) = Found();
        pool.Chain.Mine(ModelPool.Maturity * 20);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(1);
        pool.Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Credited);
    }

    [Fact]
    public async Task A_candidate_that_no_node_knows_is_handed_in_again()
    {
        var pool = new ModelPool();
        var block = pool.Chain.Next(10_000_000, pool.Tags.PoolTag);
        pool.Journal.AddCandidate(block, null);
        (await pool.Unlocker().Step(default)).HandedIn.ShouldBe(1);
        pool.Chain.Tip.ShouldBe(block.Hash);
        (await pool.Unlocker().Step(default)).HandedIn.ShouldBe(0);
        pool.Journal.Blocks[block.Hash].OnMainChain.ShouldBeTrue();
    }

    [Fact]
    public async Task A_candidate_is_refused_only_when_every_node_said_so()
    {
        var pool = new ModelPool();
        var block = pool.Chain.Next(10_000_000, pool.Tags.PoolTag);
        pool.Journal.AddCandidate(block, null);
        pool.Daemons[0].RefusesBlocks = "bad proof of work";
        pool.Daemons[1].Away = true;
        await pool.Unlocker().Step(default);
        pool.Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Candidate);
        pool.Daemons[1].Away = false;
        pool.Daemons[1].RefusesBlocks = "bad proof of work";
        await pool.Unlocker().Step(default);
        pool.Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Refused);
    }

    [Fact]
    public async Task An_old_candidate_that_lost_is_not_handed_in_any_more()
    {
        var (pool, _) = Found();
        pool.Chain.Reorganise(1, keepTransactions: false);
        (await pool.Unlocker().Step(default)).HandedIn.ShouldBe(1);
        pool.Chain.Mine(pool.UnlockerOptions.ResubmitBlocks);
        (await pool.Unlocker().Step(default)).HandedIn.ShouldBe(0);
    }

    [Fact]
    public async Task A_credited_block_that_vanishes_stops_payouts_until_a_person_decides()
    {
        var (pool, block) = await Credited();
        pool.Chain.Reorganise(ModelPool.Maturity + 2, keepTransactions: false);
        var unlocker = pool.Unlocker();
        var report = await unlocker.Step(default);
        report.Missing.ShouldBe(1);
        pool.Journal.Blocks[block.Hash].Missing.ShouldBeTrue();
        pool.Store.Hold!.ShouldContain($"pool block reverse {block.Hash}");
        await unlocker.Step(default);
        pool.Events.Told.OfType<LiveEvent.BlockMissing>().Count().ShouldBe(1);
        pool.Events.Told.OfType<LiveEvent.PayoutsHeld>().Count().ShouldBe(1);

        // Released without a decision: held again.
        await pool.Store.Release(default);
        await unlocker.Step(default);
        pool.Store.Hold.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_vanished_block_that_one_node_still_has_is_a_disagreement_and_no_loss()
    {
        var (pool, block) = await Credited();
        var fork = new ModelChain();
        fork.Mine((int)pool.Chain.Height + 1);
        pool.Daemons[1].Chain = fork;
        (await pool.Unlocker().Step(default)).Problems.Single().ShouldContain("disagree");
        pool.Store.Hold.ShouldBeNull();
        pool.Journal.Blocks[block.Hash].Missing.ShouldBeFalse();
    }

    [Fact]
    public async Task A_block_that_comes_back_is_told_and_no_longer_missing()
    {
        var (pool, block) = await Credited();
        var chain = pool.Chain.Blocks.ToList();
        pool.Chain.Reorganise(ModelPool.Maturity + 2, keepTransactions: false);
        await pool.Unlocker().Step(default);
        pool.Chain.Blocks.Clear();
        pool.Chain.Blocks.AddRange(chain);
        (await pool.Unlocker().Step(default)).Problems.Single().ShouldContain("do not reverse it");
        pool.Journal.Blocks[block.Hash].Missing.ShouldBeFalse();
    }

    [Fact]
    public async Task A_credited_block_is_watched_for_ten_maturities()
    {
        var (pool, _) = await Credited();
        pool.Chain.Mine(ModelPool.Maturity * 9 - 2);
        (await pool.Unlocker().Step(default)).Followed.ShouldBe(1);
        pool.Chain.Mine(2);
        (await pool.Unlocker().Step(default)).Followed.ShouldBe(0);
    }

    private static (ModelPool Pool, ModelBlock Block) Found()
    {
        var pool = new ModelPool();
        pool.AddMiner(1);
        pool.AddMiner(2);
        pool.Journal.AddWork(1, 600);
        pool.Journal.AddWork(2, 400);
        var block = pool.MineOwn(10_000_000);
        pool.Journal.AddCandidate(block, "miner1");
        return (pool, block);
    }

    private static async Task<(ModelPool Pool, ModelBlock Block)> Credited()
    {
        var (pool, block) = Found();
        pool.Chain.Mine(ModelPool.Maturity);
        (await pool.Unlocker().Step(default)).Credited.ShouldBe(1);
        return (pool, block);
    }
}

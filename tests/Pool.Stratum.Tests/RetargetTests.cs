using Pool.Core.VarDiff;

namespace Pool.Stratum.Tests;

public sealed class RetargetTests
{
    private static readonly VarDiffOptions Difficulty = new() { Start = 100, Min = 10, Max = 1_000_000, TargetSeconds = 10, QuickShares = 4 };

    private static readonly StratumPort Port = TestPool.FixedPort with { Difficulty = Difficulty, Variable = true };

    [Fact]
    public async Task A_fast_miner_gets_a_harder_job_and_shares_of_the_old_one_keep_their_worth()
    {
        await using var pool = await TestPool.Start(port: Port);
        using var miner = await pool.LoggedIn();
        var easy = miner.Job;
        for (var n = 0; n < Difficulty.QuickShares - 1; n++)
        {
            pool.Clock.Advance(TimeSpan.FromSeconds(1));
            (await miner.Share(easy, easy.Find(n))).ShouldBeOk();
        }

        pool.Clock.Advance(TimeSpan.FromSeconds(1));
        var (nonce, result) = easy.Find(Difficulty.QuickShares - 1);
        await miner.Submit(easy, nonce, result);
        var hard = await miner.ReadJob();
        (await miner.Read()).ShouldBeOk();

        // Four shares of 100 in 4 s are 1,000 in the 10 s that a share is to take.
        hard.Difficulty.ShouldBeInRange(1000u, 1001u);
        pool.Recorder.Rest();
        (await miner.Share(easy, easy.FindBelow(1000, skip: Difficulty.QuickShares))).ShouldBeOk();
        (await miner.Share(hard, hard.Find())).ShouldBeOk();
        pool.Recorder.Rest().Select(share => share.Work).ShouldBe([100, 1000]);
    }

    [Fact]
    public async Task A_silent_miner_gets_an_easier_job()
    {
        await using var pool = await TestPool.Start(port: Port);
        using var miner = await pool.LoggedIn();

        pool.Clock.Advance(TimeSpan.FromSeconds(Difficulty.TargetSeconds * Difficulty.QuickIdleTargets) + new StratumLimits().Sweep);

        (await miner.ReadJob()).Difficulty.ShouldBe(25u);
    }

    [Fact]
    public async Task A_fixed_difficulty_stays()
    {
        await using var pool = await TestPool.Start(port: Port);
        using var miner = await pool.LoggedIn("good+100");
        pool.Clock.Advance(TimeSpan.FromMinutes(5));

        for (var n = 0; n < 10; n++)
        {
            (await miner.Share(miner.Job, miner.Job.Find(n))).ShouldBeOk();
        }
    }

    [Fact]
    public async Task The_last_difficulty_is_remembered_when_the_miner_goes()
    {
        await using var pool = await TestPool.Start(port: Port);
        using (var miner = await pool.LoggedIn("good.rig"))
        {
            pool.Clock.Advance(TimeSpan.FromSeconds(Difficulty.TargetSeconds) + new StratumLimits().Sweep);
            await miner.ReadJob();
        }

        await TestPool.Until(() => pool.Directory.Known.GetValueOrDefault("good.rig") == 25);
    }

    [Fact]
    public async Task Without_work_silence_lowers_nothing()
    {
        await using var pool = await TestPool.Start(port: Port);
        using var miner = await pool.LoggedIn();
        await pool.Trouble("the node is down");
        pool.Clock.Advance(TimeSpan.FromMinutes(1));
        pool.Directory.Known.ShouldBeEmpty();

        pool.Feed.Tell(ScriptedJobs.Template(2));

        (await miner.ReadJob()).Difficulty.ShouldBe(100u);
    }
}

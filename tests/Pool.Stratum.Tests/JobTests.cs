using Pool.Core.Shares;

namespace Pool.Stratum.Tests;

public sealed class JobTests
{
    private static readonly StratumLimits Limits = new();

    [Fact]
    public async Task New_work_is_pushed_as_a_notification_without_an_id()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var before = miner.Job;

        await pool.Work(ScriptedJobs.Template(2, 101, "bb"));

        var notice = await miner.Read();
        notice.TryGetProperty("id", out _).ShouldBeFalse();
        notice.GetProperty("method").GetString().ShouldBe("job");
        var job = new ScriptedJob(notice.GetProperty("params"));
        job.Json.GetProperty("height").GetInt64().ShouldBe(101);
        job.Json.GetProperty("id").GetString().ShouldBe(miner.Session);
        job.Id.ShouldNotBe(before.Id);
        job.ExtraNonce.JobCounter.ShouldBeGreaterThan(before.ExtraNonce.JobCounter);
    }

    [Fact]
    public async Task A_refresh_at_the_same_height_gives_new_work_and_makes_nothing_stale()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var before = miner.Job;

        await pool.Work(ScriptedJobs.Template(2));
        var after = await miner.ReadJob();
        pool.Clock.Advance(Limits.StaleGrace * 10);

        (await miner.Share(before, before.Find())).ShouldBeOk();
        (await miner.Share(after, after.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task A_share_of_the_block_before_counts_within_the_grace_and_not_after()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var before = miner.Job;
        await pool.Work(ScriptedJobs.Template(2, 101, "bb"));
        await miner.ReadJob();

        pool.Clock.Advance(Limits.StaleGrace);
        (await miner.Share(before, before.Find())).ShouldBeOk();

        pool.Clock.Advance(TimeSpan.FromTicks(1));
        (await miner.Share(before, before.Find(1))).ErrorText().ShouldBe("Stale share: block 100 was found; newer work was sent");
        pool.Recorder.Rest().Select(share => share.Outcome).ShouldBe([ShareOutcome.Accepted, ShareOutcome.Stale]);
    }

    [Fact]
    public async Task Another_block_at_the_same_height_makes_stale_too()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var before = miner.Job;

        await pool.Work(ScriptedJobs.Template(2, 100, "bb"));
        await miner.ReadJob();
        pool.Clock.Advance(Limits.StaleGrace * 2);

        (await miner.Share(before, before.Find())).ErrorText().ShouldStartWith("Stale share");
    }

    [Fact]
    public async Task A_chain_that_comes_back_makes_its_shares_count_again()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var before = miner.Job;
        await pool.Work(ScriptedJobs.Template(2, 100, "bb"));
        await pool.Work(ScriptedJobs.Template(3, 100, "aa"));
        await miner.ReadJob();
        await miner.ReadJob();
        pool.Clock.Advance(Limits.StaleGrace * 2);

        (await miner.Share(before, before.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task A_share_is_judged_against_the_template_that_it_was_issued_from()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 500));
        using var miner = await pool.LoggedIn();
        var before = miner.Job;
        await pool.Work(ScriptedJobs.Template(2, 101, "bb", difficulty: 1_000_000));
        await miner.ReadJob();

        (await miner.Share(before, before.FindFor(500))).ShouldBeOk();

        (await pool.Submitter.Next()).Height.ShouldBe(100);
    }

    [Fact]
    public async Task A_job_that_is_pushed_while_a_share_is_checked_changes_nothing_for_it()
    {
        await using var pool = await TestPool.Start();
        pool.Hasher.Hold();
        using var miner = await pool.LoggedIn();
        var before = miner.Job;
        var (nonce, result) = before.Find();
        var share = await miner.Submit(before, nonce, result);
        await TestPool.Until(() => pool.Hasher.Hashes == 1);

        await pool.Work(ScriptedJobs.Template(2, 101, "bb"));
        var after = await miner.ReadJob();
        pool.Hasher.Release();

        var reply = await miner.Read();
        reply.GetProperty("id").GetInt32().ShouldBe(share);
        reply.ShouldBeOk();
        (await miner.Share(after, after.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task Only_the_recent_jobs_are_known()
    {
        await using var pool = await TestPool.Start(new StratumLimits { RecentJobs = 3 });
        using var miner = await pool.LoggedIn();
        var jobs = new List<ScriptedJob> { miner.Job };
        for (var counter = 2; counter <= 4; counter++)
        {
            await pool.Work(ScriptedJobs.Template(counter));
            jobs.Add(await miner.ReadJob());
        }

        (await miner.Share(jobs[0], jobs[0].Find())).ErrorText().ShouldStartWith("Unknown job");
        (await miner.Share(jobs[1], jobs[1].Find())).ShouldBeOk();
        (await miner.Share(jobs[3], jobs[3].Find())).ShouldBeOk();
    }

    [Fact]
    public async Task A_job_whose_nonces_are_full_is_replaced_and_takes_no_more()
    {
        await using var pool = await TestPool.Start(new StratumLimits { NoncesPerJob = 3 });
        using var miner = await pool.LoggedIn();
        var full = miner.Job;
        (await miner.Share(full, full.Find(0))).ShouldBeOk();
        (await miner.Share(full, full.Find(1))).ShouldBeOk();
        var (nonce, result) = full.Find(2);

        await miner.Submit(full, nonce, result);
        var next = await miner.ReadJob();
        (await miner.Read()).ShouldBeOk();

        (await miner.Share(full, full.Find(3))).ErrorText().ShouldStartWith("Stale share: this job has had all the shares");
        (await miner.Share(full, full.Find(0))).ErrorText().ShouldBe("Duplicate share");
        (await miner.Share(next, next.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task A_job_that_fills_up_while_there_is_no_work_is_replaced_when_work_comes_back()
    {
        await using var pool = await TestPool.Start(new StratumLimits { NoncesPerJob = 1 });
        using var miner = await pool.LoggedIn();
        await pool.Trouble("the node is down");
        (await miner.Share(miner.Job, miner.Job.Find())).ShouldBeOk();

        await TellAgain(pool);

        (await miner.ReadJob()).Json.GetProperty("height").GetInt64().ShouldBe(100);
    }

    [Fact]
    public async Task Getjob_gives_a_fresh_job()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        await miner.Send($$$"""{"id":9,"method":"getjob","params":{"id":"{{{miner.Session}}}"}}""");
        var reply = await miner.Read();

        reply.GetProperty("id").GetInt32().ShouldBe(9);
        var job = new ScriptedJob(reply.GetProperty("result"));
        job.Id.ShouldNotBe(miner.Job.Id);
        (await miner.Share(job, job.Find())).ShouldBeOk();
        (await miner.Share(miner.Job, miner.Job.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task While_work_is_not_fresh_miners_stay_and_get_no_job()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        await pool.Trouble("the node is down");

        await miner.Send($$$"""{"id":9,"method":"getjob","params":{"id":"{{{miner.Session}}}"}}""");

        (await miner.Read()).ErrorText().ShouldBe("No work available: the node is down. Try again in a minute");
        pool.Health.Ready.ShouldBeFalse();
    }

    [Fact]
    public async Task While_work_is_not_fresh_the_last_templates_shares_count_for_a_while_and_then_are_stale()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        await pool.Trouble("the node is down");

        pool.Clock.Advance(Limits.NoWorkGrace);
        (await miner.Share(miner.Job, miner.Job.Find(0))).ShouldBeOk();

        pool.Clock.Advance(TimeSpan.FromTicks(1));
        (await miner.Share(miner.Job, miner.Job.Find(1))).ErrorText()
            .ShouldBe("Stale share: the pool has had no fresh work for 60 s (the node is down)");
    }

    [Fact]
    public async Task A_block_on_the_last_tip_known_is_handed_in_through_any_outage()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 500));
        using var miner = await pool.LoggedIn();
        await pool.Trouble("the node is down");
        pool.Clock.Advance(Limits.NoWorkGrace * 2);

        (await miner.Share(miner.Job, miner.Job.FindBelow(500))).ErrorText().ShouldStartWith("Stale share");
        (await miner.Share(miner.Job, miner.Job.FindFor(500))).ShouldBeOk();

        (await pool.Submitter.Next()).Height.ShouldBe(100);
    }

    [Fact]
    public async Task The_grace_runs_from_the_first_bad_news()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        await pool.Trouble("the node is down");
        pool.Clock.Advance(Limits.NoWorkGrace);
        await pool.Trouble("the node is still down");
        pool.Clock.Advance(TimeSpan.FromTicks(1));

        (await miner.Share(miner.Job, miner.Job.Find())).ErrorText().ShouldStartWith("Stale share: the pool has had no fresh work");
    }

    [Fact]
    public async Task Shares_count_again_when_work_is_fresh_again()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        await pool.Trouble("the node is down");
        pool.Clock.Advance(Limits.NoWorkGrace * 2);

        await TellAgain(pool);

        (await miner.Share(miner.Job, miner.Job.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task A_template_of_a_dead_poller_is_no_news()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(5));
        using var miner = await pool.LoggedIn();

        pool.Feed.Tell(ScriptedJobs.Template(4, 99, "cc"));
        await pool.Work(ScriptedJobs.Template(6, 101, "bb"));

        (await miner.ReadJob()).Json.GetProperty("height").GetInt64().ShouldBe(101);
    }

    [Fact]
    public async Task A_feed_that_breaks_is_asked_again_after_a_pause()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        pool.Feed.Fail(new InvalidOperationException("no route"));
        await pool.Clock.WhenTimersArmed(2);
        pool.Health.Read().ShouldHaveSingleItem().Text.ShouldBe("no new work is given out: the template feed fails: no route");
        pool.Clock.Advance(Limits.Retry);
        await pool.Work(ScriptedJobs.Template(2, 101, "bb"));

        (await miner.ReadJob()).Json.GetProperty("height").GetInt64().ShouldBe(101);
        pool.Health.Ready.ShouldBeTrue();
    }

    [Fact]
    public async Task An_algorithm_without_a_seed_has_none_in_its_jobs()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, algorithm: "cn-pico"));
        using var miner = await pool.LoggedIn();

        miner.Job.Json.GetProperty("algo").GetString().ShouldBe("cn-pico");
        miner.Job.Json.TryGetProperty("seed_hash", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_next_seed_is_told_once_it_is_known()
    {
        var next = Core.Hash32.Parse(new string('6', 64));
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1) with { NextSeedHash = next });
        using var miner = await pool.LoggedIn();

        miner.Job.Json.GetProperty("next_seed_hash").GetString().ShouldBe(next.ToString());
    }

    [Fact]
    public async Task The_start_number_of_the_moment_goes_into_new_jobs()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        pool.Recorder.StartNumber = 8;

        await pool.Work(ScriptedJobs.Template(2));

        (await miner.ReadJob()).ExtraNonce.StartNumber.ShouldBe(8u);
    }

    /// <summary>The same template, without the problem.</summary>
    private static async Task TellAgain(TestPool pool)
    {
        pool.Feed.Tell(ScriptedJobs.Template(1));
        await TestPool.Until(() => pool.Health.Ready);
    }
}

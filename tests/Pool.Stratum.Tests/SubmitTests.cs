using Pool.Core.Shares;
using Pool.Hashing;

namespace Pool.Stratum.Tests;

public sealed class SubmitTests
{
    [Fact]
    public async Task A_good_share_is_recorded_and_answered_OK()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn("good-wallet.rig");

        (await miner.Share(miner.Job, miner.Job.FindBelow(1_000_000))).ShouldBeOk();

        var (share, _) = await pool.Recorder.Next();
        share.Outcome.ShouldBe(ShareOutcome.Accepted);
        share.Address.ShouldBe("good-wallet");
        share.Worker.ShouldBe("rig");
        share.Work.ShouldBe(100);
        share.Effort.ShouldBe(100 * Effort.One / 1_000_000);
        share.Candidate.ShouldBeNull();
        pool.Hasher.Hashes.ShouldBe(1);
    }

    [Fact]
    public async Task The_OK_has_the_shape_that_xmrig_counts()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();

        await miner.Submit(miner.Job, nonce, result);

        (await miner.ReadLine()).ShouldBe("""{"id":2,"jsonrpc":"2.0","error":null,"result":{"status":"OK"}}""");
    }

    [Theory]
    [InlineData("-5", "-5")]
    [InlineData("0", "0")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("\"abc\"", "\"abc\"")]
    [InlineData("\"a\\u0022<\\u00e9\"", "\"a\\u0022<\\u00e9\"")]
    [InlineData("null", "null")]
    public async Task An_id_is_echoed_as_it_came(string id, string echoed)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();

        await miner.Send(miner.ShareLine(id, miner.Job, nonce, result));

        (await miner.ReadLine()).ShouldBe($$$"""{"id":{{{echoed}}},"jsonrpc":"2.0","error":null,"result":{"status":"OK"}}""");
    }

    [Fact]
    public async Task A_request_without_an_id_is_served_and_answered_with_null()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        await miner.Send($$$"""{"method":"keepalived","params":{"id":"{{{miner.Session}}}"}}""");

        (await miner.ReadLine()).ShouldBe("""{"id":null,"jsonrpc":"2.0","error":null,"result":{"status":"KEEPALIVED"}}""");
    }

    [Fact]
    public async Task Hex_of_either_case_is_the_same_bytes()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var (nonce, result) = Enumerable.Range(0, int.MaxValue).Select(miner.Job.Find).First(found => found.Nonce.Any(char.IsAsciiLetter));

        (await miner.Share(miner.Job, nonce.ToUpperInvariant(), result.ToUpperInvariant())).ShouldBeOk();
        (await miner.Share(miner.Job, nonce, result)).ErrorText().ShouldBe("Duplicate share");

        pool.Recorder.Rest().Select(share => share.Outcome).ShouldBe([ShareOutcome.Accepted, ShareOutcome.Duplicate]);
        pool.Hasher.Hashes.ShouldBe(1);
    }

    [Theory]
    [InlineData("0000000")]
    [InlineData("000000000")]
    [InlineData("0000000000000000")]
    [InlineData("0000000g")]
    [InlineData("")]
    public async Task A_nonce_that_is_not_8_hex_digits_is_malformed(string nonce)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, nonce, new string('0', 64))).ErrorText().ShouldBe("Malformed share: the nonce must be 8 hex digits");

        pool.Recorder.Rest().ShouldHaveSingleItem().Outcome.ShouldBe(ShareOutcome.Malformed);
    }

    [Theory]
    [InlineData(62)]
    [InlineData(66)]
    [InlineData(0)]
    public async Task A_result_that_is_not_64_hex_digits_is_malformed(int digits)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, "00000000", new string('0', digits))).ErrorText()
            .ShouldBe("Malformed share: the result must be 64 hex digits");
    }

    [Fact]
    public async Task A_claim_below_the_jobs_difficulty_is_refused_without_hashing()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, miner.Job.FindPoor())).ErrorText().ShouldBe("Low difficulty share");

        pool.Hasher.Hashes.ShouldBe(0);
        pool.Recorder.Rest().ShouldHaveSingleItem().Outcome.ShouldBe(ShareOutcome.LowDifficulty);
    }

    [Fact]
    public async Task A_claim_that_the_hash_does_not_bear_out_is_invalid()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, "00000001", new string('0', 64))).ErrorText().ShouldStartWith("Rejected share: invalid result");

        pool.Hasher.Hashes.ShouldBe(1);
        pool.Hasher.LastUrgency.ShouldBe(HashUrgency.BlockCandidate);
        pool.Recorder.Rest().ShouldHaveSingleItem().Outcome.ShouldBe(ShareOutcome.InvalidResult);
    }

    [Fact]
    public async Task One_wrong_byte_in_the_claim_is_enough()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();
        var wrong = (result[0] == '0' ? '1' : '0') + result[1..];

        (await miner.Share(miner.Job, nonce, wrong)).ErrorText().ShouldStartWith("Rejected share: invalid result");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ffff")]
    [InlineData("not-a-job")]
    [InlineData("10000000000000000000000000000000000000000")]
    public async Task An_unknown_job_is_refused_without_making_the_miner_reconnect(string jobId)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();

        await miner.Send(
            $$$"""{"id":2,"method":"submit","params":{"id":"{{{miner.Session}}}","job_id":"{{{jobId}}}","nonce":"00000000","result":""}}""");
        var text = (await miner.Read()).ErrorText();

        text.ShouldStartWith("Unknown job");
        text.ShouldNotStartWith("Invalid job id");
        pool.Recorder.Rest().ShouldHaveSingleItem().Outcome.ShouldBe(ShareOutcome.UnknownJob);
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("keepalived")]
    [InlineData("getjob")]
    public async Task Before_login_everything_is_unauthenticated(string method)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        await miner.Send($$$"""{"id":1,"method":"{{{method}}}","params":{"id":"x","job_id":"1","nonce":"00000000","result":""}}""");

        (await miner.Read()).ErrorText().ShouldBe("Unauthenticated");
        pool.Recorder.Rest().ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_connections_session_id_is_unauthenticated()
    {
        await using var pool = await TestPool.Start();
        using var victim = await pool.LoggedIn();
        using var thief = await pool.LoggedIn();
        var (nonce, result) = victim.Job.Find();

        await thief.Submit(victim.Job, nonce, result, victim.Session);

        (await thief.Read()).ErrorText().ShouldBe("Unauthenticated");
        (await victim.Share(victim.Job, nonce, result)).ShouldBeOk();
    }

    [Fact]
    public async Task Another_connections_job_is_unknown()
    {
        await using var pool = await TestPool.Start();
        using var victim = await pool.LoggedIn();
        using var thief = await pool.LoggedIn();

        (await thief.Share(victim.Job, victim.Job.Find())).ErrorText().ShouldStartWith("Unknown job");
    }

    [Fact]
    public async Task A_block_goes_to_the_nodes_and_into_the_books()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 500));
        using var miner = await pool.LoggedIn("good-wallet.rig");
        var share = miner.Job.FindFor(500);

        (await miner.Share(miner.Job, share)).ShouldBeOk();

        var candidate = await pool.Submitter.Next();
        var (recorded, _) = await pool.Recorder.Next();
        recorded.Outcome.ShouldBe(ShareOutcome.BlockCandidate);
        recorded.Candidate.ShouldBe(candidate);
        recorded.Work.ShouldBe(100);
        candidate.Height.ShouldBe(100);
        candidate.Difficulty.ShouldBe(500);
        candidate.FinderAddress.ShouldBe("good-wallet");
        candidate.Worker.ShouldBe("rig");
        candidate.Blob.Slice(39, 4).ToArray().ShouldBe(Convert.FromHexString(share.Nonce));
        pool.Hasher.LastUrgency.ShouldBe(HashUrgency.BlockCandidate);
        (await pool.Events.Next<Core.Stats.LiveEvent.BlockFound>()).Hash.ShouldBe(candidate.Hash);
    }

    [Fact]
    public async Task A_block_is_on_its_way_before_the_store_answers()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 500));
        pool.Recorder.Answer = null;
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.FindFor(500);

        await miner.Submit(miner.Job, nonce, result);

        await pool.Submitter.Next();
        var (_, receipt) = await pool.Recorder.Next();
        receipt.SetResult(ShareReceipt.Recorded);
        (await miner.Read()).ShouldBeOk();
    }

    [Fact]
    public async Task A_block_is_in_the_books_though_the_submitter_breaks()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 500));
        pool.Submitter.Failure = new InvalidOperationException("no node");
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, miner.Job.FindFor(500))).ShouldBeOk();

        (await pool.Recorder.Next()).Share.Candidate.ShouldNotBeNull();
        (await pool.Events.Next<Core.Stats.LiveEvent.Alarm>()).Text.ShouldContain("no node");
    }

    [Fact]
    public async Task A_block_submitted_by_a_miner_that_hangs_up_is_not_lost()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 500));
        pool.Hasher.Hold();
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.FindFor(500);
        await miner.Submit(miner.Job, nonce, result);
        await TestPool.Until(() => pool.Hasher.Hashes == 1);

        miner.Dispose();
        await TestPool.Until(() => pool.Server.Connections == 0);
        pool.Hasher.OpenLanes.ShouldBe(1);
        pool.Hasher.Release();

        (await pool.Submitter.Next()).Height.ShouldBe(100);
        await TestPool.Until(() => pool.Hasher.OpenLanes == 0);
    }

    [Fact]
    public async Task The_difficulty_of_a_job_is_never_above_the_networks()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 30));
        using var miner = await pool.LoggedIn();

        miner.Job.Difficulty.ShouldBe(30u);
        (await miner.Share(miner.Job, miner.Job.Find())).ShouldBeOk();

        (await pool.Recorder.Next()).Share.Effort.ShouldBe(Effort.One);
    }

    [Fact]
    public async Task A_hash_that_cannot_be_computed_is_told_and_not_booked()
    {
        await using var pool = await TestPool.Start();
        pool.Hasher.Instead = HashStatus.Failed;
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, miner.Job.Find())).ErrorText().ShouldStartWith("Share not checked");

        pool.Recorder.Rest().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_hash_queue_throttles()
    {
        await using var pool = await TestPool.Start();
        pool.Hasher.Instead = HashStatus.QueueFull;
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, miner.Job.Find())).ErrorText().ShouldStartWith("Throttled");

        pool.Recorder.Rest().ShouldHaveSingleItem().Outcome.ShouldBe(ShareOutcome.Throttled);
    }

    [Fact]
    public async Task A_claimed_block_tries_again_when_the_hash_queue_is_full()
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 500));
        pool.Hasher.Instead = HashStatus.QueueFull;
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.FindFor(500);
        await miner.Submit(miner.Job, nonce, result);

        await pool.Clock.WhenTimersArmed(2);
        pool.Hasher.Instead = null;
        pool.Clock.Advance(new StratumLimits().CandidateRetry);

        (await miner.Read()).ShouldBeOk();
        await pool.Submitter.Next();
    }

    [Fact]
    public async Task A_block_is_let_in_where_shares_are_too_many()
    {
        await using var pool = await TestPool.Start(
            new StratumLimits { OutstandingShares = 1 }, template: ScriptedJobs.Template(1, difficulty: 500));
        pool.Hasher.Hold();
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.FindBelow(500);
        await miner.Submit(miner.Job, nonce, result);
        (nonce, result) = miner.Job.FindFor(500);
        await miner.Submit(miner.Job, nonce, result);

        // As many again and no more, for anybody can claim a block.
        (await miner.Share(miner.Job, "ffffffff", new string('0', 64))).ErrorText().ShouldStartWith("Throttled");
        pool.Hasher.Release();
        (await miner.Read()).ShouldBeOk();
        (await miner.Read()).ShouldBeOk();
        await pool.Submitter.Next();
    }

    [Fact]
    public async Task Shares_under_way_are_bounded_for_each_connection()
    {
        await using var pool = await TestPool.Start(new StratumLimits { OutstandingShares = 2 });
        pool.Hasher.Hold();
        using var miner = await pool.LoggedIn();
        foreach (var n in new[] { 0, 1 })
        {
            var (nonce, result) = miner.Job.Find(n);
            await miner.Submit(miner.Job, nonce, result);
        }

        var third = miner.Job.Find(2);
        (await miner.Share(miner.Job, third)).ErrorText().ShouldStartWith("Throttled");
        pool.Hasher.Release();
        (await miner.Read()).ShouldBeOk();
        (await miner.Read()).ShouldBeOk();

        // The throttled nonce was not remembered.
        (await miner.Share(miner.Job, third)).ShouldBeOk();
    }

    [Fact]
    public async Task The_first_recorded_share_of_a_connection_is_told()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn("good-wallet.rig");

        (await miner.Share(miner.Job, miner.Job.Find())).ShouldBeOk();

        var first = await pool.Events.Next<Core.Stats.LiveEvent.FirstShare>();
        first.Worker.ShouldBe("rig");
        first.Difficulty.ShouldBe(100);
    }
}

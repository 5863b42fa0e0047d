using Pool.Core.Shares;

namespace Pool.Stratum.Tests;

public sealed class RecordingTests
{
    private static readonly StratumLimits Limits = new();

    [Fact]
    public async Task OK_waits_until_the_share_is_durable()
    {
        await using var pool = await TestPool.Start();
        pool.Recorder.Answer = null;
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();
        var share = await miner.Submit(miner.Job, nonce, result);
        var (_, receipt) = await pool.Recorder.Next();

        // Everything is answered but the share: no OK may have gone out before this line's answer.
        await miner.Send($$$"""{"id":77,"method":"keepalived","params":{"id":"{{{miner.Session}}}"}}""");
        (await miner.Read()).GetProperty("id").GetInt32().ShouldBe(77);

        receipt.SetResult(ShareReceipt.Recorded);
        var reply = await miner.Read();
        reply.GetProperty("id").GetInt32().ShouldBe(share);
        reply.ShouldBeOk();
    }

    [Fact]
    public async Task Past_the_named_wait_the_miner_hears_that_it_is_not_recorded_yet_and_nothing_more()
    {
        await using var pool = await TestPool.Start();
        pool.Recorder.Answer = null;
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();
        await miner.Submit(miner.Job, nonce, result);
        var (_, receipt) = await pool.Recorder.Next();

        // The sweep has one timer, the waiting share the other.
        await pool.Clock.WhenTimersArmed(2);
        pool.Clock.Advance(Limits.RecordWait);
        (await miner.Read()).ErrorText().ShouldStartWith("Share not recorded yet");

        receipt.SetResult(ShareReceipt.Recorded);
        await miner.Send($$$"""{"id":77,"method":"keepalived","params":{"id":"{{{miner.Session}}}"}}""");
        (await miner.Read()).GetProperty("id").GetInt32().ShouldBe(77);
        pool.Metrics["pool.stratum.receipts/late"].ShouldBe(1);
    }

    [Theory]
    [InlineData(ShareReceipt.Refused, "Share not recorded: the pool's store refused it", "accepted")]
    [InlineData(ShareReceipt.Full, "Throttled: too many shares wait to be recorded", "throttled")]
    public async Task What_the_books_do_not_take_is_never_OK(ShareReceipt receipt, string text, string outcome)
    {
        await using var pool = await TestPool.Start();
        pool.Recorder.Answer = receipt;
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, miner.Job.Find())).ErrorText().ShouldBe(text);

        pool.Metrics[$"pool.stratum.shares/{outcome}"].ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_waits_for_the_record_of_a_rejected_share()
    {
        await using var pool = await TestPool.Start();
        pool.Recorder.Answer = null;
        using var miner = await pool.LoggedIn();

        (await miner.Share(miner.Job, miner.Job.FindPoor())).ErrorText().ShouldBe("Low difficulty share");

        var (share, receipt) = await pool.Recorder.Next();
        share.Outcome.ShouldBe(ShareOutcome.LowDifficulty);
        share.Effort.ShouldBe(0);
        receipt.SetException(new InvalidOperationException("nobody may miss this"));
    }

    [Fact]
    public async Task A_recorder_that_fails_has_recorded_nothing()
    {
        await using var pool = await TestPool.Start();
        pool.Recorder.Answer = null;
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();
        await miner.Submit(miner.Job, nonce, result);

        (await pool.Recorder.Next()).Receipt.SetException(new InvalidOperationException("broken"));

        (await miner.Read()).ErrorText().ShouldBe("Share not recorded: the pool's store refused it");
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Pool.Core.Shares;

namespace Pool.Stratum.Tests;

public sealed class ConnectionTests
{
    private static readonly StratumLimits Limits = new();

    [Fact]
    public async Task Who_does_not_log_in_is_cut_off_at_the_deadline()
    {
        await using var pool = await TestPool.Start();
        using var silent = await pool.Connect();
        using var honest = await pool.LoggedIn();
        await TestPool.Until(() => pool.Server.Connections == 2);

        pool.Clock.Advance(Limits.PreLogin + Limits.Sweep);

        (await silent.IsClosed()).ShouldBeTrue();
        (await honest.Share(honest.Job, honest.Job.Find())).ShouldBeOk();
        await TestPool.Until(() => pool.Metrics["pool.stratum.connections.closed/pre-login-deadline"] == 1);
    }

    [Fact]
    public async Task Lines_that_are_no_login_do_not_move_the_deadline()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();
        pool.Clock.Advance(Limits.PreLogin);
        await miner.Send("""{"id":1,"method":"keepalived"}""");
        await miner.Read();

        pool.Clock.Advance(Limits.Sweep);

        (await miner.IsClosed()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_silent_miner_is_cut_off_and_one_that_keeps_alive_is_not()
    {
        await using var pool = await TestPool.Start();
        using var silent = await pool.LoggedIn();
        using var alive = await pool.LoggedIn();
        pool.Clock.Advance(Limits.Idle - Limits.Sweep);
        await alive.Send($$$"""{"id":2,"method":"keepalived","params":{"id":"{{{alive.Session}}}"}}""");
        await alive.Read();

        pool.Clock.Advance(Limits.Sweep * 2);

        (await silent.IsClosed()).ShouldBeTrue();
        (await alive.Share(alive.Job, alive.Job.Find())).ShouldBeOk();
        await TestPool.Until(() => pool.Metrics["pool.stratum.connections.closed/idle-deadline"] == 1);
    }

    [Fact]
    public async Task Bytes_without_an_end_of_line_do_not_count_as_life()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        for (var i = 0; i < 2; i++)
        {
            pool.Clock.Advance(Limits.Idle / 2);
            await miner.SendBytes("{"u8.ToArray());
        }

        pool.Clock.Advance(Limits.Sweep);

        (await miner.IsClosed()).ShouldBeTrue();
    }

    [Fact]
    public async Task Connections_above_the_limit_are_turned_away_and_a_free_place_is_used_again()
    {
        await using var pool = await TestPool.Start(new StratumLimits { Connections = 2 });
        using var first = await pool.LoggedIn();
        var second = await pool.LoggedIn();

        using (var third = await pool.Connect())
        {
            (await third.IsClosed()).ShouldBeTrue();
        }

        second.Dispose();
        await TestPool.Until(() => pool.Server.Connections == 1);
        using var fourth = await pool.LoggedIn();
        pool.Metrics["pool.stratum.connections.refused"].ShouldBe(1);
    }

    [Fact]
    public async Task A_miner_that_reads_nothing_is_dropped_and_holds_nobody_up()
    {
        await using var pool = await TestPool.Start(new StratumLimits { SendBytes = 8 * 1024, KernelSendBytes = 8 * 1024 });
        using var slow = await ScriptedMiner.Connect(pool.Server.Endpoints[0], receiveBuffer: 4096);
        await slow.LogIn();
        using var honest = await pool.LoggedIn();

        // The kernel's buffers, the peer's too, fill first.
        for (var counter = 2; pool.Server.Connections == 2; counter++)
        {
            counter.ShouldBeLessThan(10_000);
            await pool.Work(ScriptedJobs.Template(counter));
            await honest.ReadJob();
        }

        (await honest.Share(honest.Job, honest.Job.Find())).ShouldBeOk();
        await TestPool.Until(() => pool.Metrics["pool.stratum.connections.closed/slow-reader"] == 1);
    }

    [Fact]
    public async Task A_write_that_hangs_is_cut_off_at_its_deadline()
    {
        await using var pool = await TestPool.Start(new StratumLimits { SendBytes = 16 << 20, Idle = TimeSpan.FromDays(1) });
        using var slow = await ScriptedMiner.Connect(pool.Server.Endpoints[0], receiveBuffer: 4096);
        await slow.LogIn();
        var asks = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
            $$$"""{"id":2,"method":"getjob","params":{"id":"{{{slow.Session}}}"}}""" + "\n", 20_000)));
        await slow.SendBytes(asks);
        await TestPool.Until(() => pool.Metrics["pool.stratum.jobs"] == 20_001);

        pool.Clock.Advance(Limits.Send + Limits.Sweep);

        await TestPool.Until(() => pool.Metrics["pool.stratum.connections.closed/slow-reader"] == 1);
    }

    [Fact]
    public async Task A_refused_miner_that_does_not_hang_up_is_cut_off()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();
        (await miner.LogIn("broken")).ErrorText().ShouldStartWith("Invalid address");
        (await miner.IsClosed()).ShouldBeTrue();
        pool.Server.Connections.ShouldBe(1);

        pool.Clock.Advance(Limits.Linger + Limits.Sweep);

        await TestPool.Until(() => pool.Server.Connections == 0);
        await TestPool.Until(() => pool.Metrics["pool.stratum.connections.closed/login-refused"] == 1);
    }

    [Fact]
    public async Task What_a_refused_miner_still_sends_is_not_served()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        await miner.SendBytes(Encoding.UTF8.GetBytes(
            """{"id":1,"method":"login","params":{"login":"broken"}}""" + "\n" +
            """{"id":2,"method":"login","params":{"login":"good"}}""" + "\n"));

        (await miner.Read()).ErrorText().ShouldStartWith("Invalid address");
        (await miner.IsClosed()).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_sessions_each_get_their_own_job_of_new_work()
    {
        const int Count = 200;
        await using var pool = await TestPool.Start();
        var miners = await Task.WhenAll(Enumerable.Range(0, Count).Select(n => pool.LoggedIn($"good-{n}")));

        await pool.Work(ScriptedJobs.Template(2, 101, "bb"));
        var jobs = await Task.WhenAll(miners.Select(miner => miner.ReadJob()));

        jobs.Select(job => Convert.ToHexString(job.Blob)).Distinct().Count().ShouldBe(Count);
        for (var n = 0; n < Count; n++)
        {
            jobs[n].ExtraNonce.AccountTag.ShouldBe(pool.Tags.AccountTag($"good-{n}"));
            (await miners[n].Share(jobs[n], jobs[n].Find())).ShouldBeOk();
            miners[n].Dispose();
        }

        await TestPool.Until(() => pool.Server.Connections == 0);
        pool.Hasher.OpenLanes.ShouldBe(0);
        // One may happen to solve a block.
        (pool.Metrics["pool.stratum.shares/accepted"] + pool.Metrics["pool.stratum.shares/block-candidate"]).ShouldBe(Count);
    }

    [Fact]
    public async Task A_stop_answers_the_shares_under_way_and_closes()
    {
        await using var pool = await TestPool.Start();
        pool.Recorder.Answer = null;
        using var miner = await pool.LoggedIn();
        using var stranger = await pool.Connect();
        var (nonce, result) = miner.Job.Find();
        await miner.Submit(miner.Job, nonce, result);
        var (_, receipt) = await pool.Recorder.Next();
        pool.Recorder.Answer = ShareReceipt.Recorded;

        var stop = pool.Server.Stop(CancellationToken.None);
        (await stranger.IsClosed()).ShouldBeTrue();
        await RefusedAsStopping(miner);
        receipt.SetResult(ShareReceipt.Recorded);

        (await miner.Read()).ShouldBeOk();
        (await miner.IsClosed()).ShouldBeTrue();
        miner.Dispose();
        stranger.Dispose();
        await stop;
        pool.Server.Connections.ShouldBe(0);
    }

    /// <summary>Connections hear of the stop one after the other: the first shares may still be taken.</summary>
    private static async Task RefusedAsStopping(ScriptedMiner miner)
    {
        for (var n = 1; ; n++)
        {
            var reply = await miner.Share(miner.Job, miner.Job.Find(n));
            if (reply.GetProperty("error").ValueKind != JsonValueKind.Null)
            {
                reply.ErrorText().ShouldBe("Throttled: The pool server is restarting; connect again in a moment");
                return;
            }
        }
    }

    [Fact]
    public async Task A_stop_does_not_wait_beyond_its_limit()
    {
        await using var pool = await TestPool.Start();
        pool.Recorder.Answer = null;
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();
        await miner.Submit(miner.Job, nonce, result);
        await pool.Recorder.Next();

        var stop = pool.Server.Stop(CancellationToken.None);
        await pool.Clock.WhenTimersArmed(3);
        pool.Clock.Advance(Limits.Stop);

        await stop;
        pool.Server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_stopped_server_takes_no_more_connections()
    {
        await using var pool = await TestPool.Start();
        await pool.Server.Stop(CancellationToken.None);

        await Should.ThrowAsync<SocketException>(pool.Connect);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var pool = await TestPool.Start();
        var taken = pool.Server.Endpoints[0].Port;

        var refused = await Should.ThrowAsync<StratumStartException>(
            () => TestPool.Start(port: TestPool.FixedPort with { Port = taken }, work: false));

        refused.Message.ShouldStartWith($"stratum cannot listen on 127.0.0.1:{taken}: ");
    }

    [Fact]
    public async Task A_dual_port_takes_both_kinds_of_address()
    {
        await using var pool = await TestPool.Start(port: TestPool.FixedPort with { Address = IPAddress.IPv6Any });
        var port = pool.Server.Endpoints[0].Port;
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            using var miner = await ScriptedMiner.Connect(new IPEndPoint(address, port));
            (await miner.LogIn()).GetProperty("result").GetProperty("status").GetString().ShouldBe("OK");
        }
    }
}

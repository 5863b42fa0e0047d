using System.Text.Json;
using Pool.Core.Stats;

namespace Pool.Stratum.Tests;

public sealed class LoginTests
{
    [Fact]
    public async Task A_login_is_answered_with_session_job_and_extensions()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        var reply = await miner.LogIn("good-wallet.rig1");

        reply.GetProperty("id").GetInt32().ShouldBe(1);
        reply.GetProperty("jsonrpc").GetString().ShouldBe("2.0");
        reply.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        var result = reply.GetProperty("result");
        result.GetProperty("status").GetString().ShouldBe("OK");
        result.GetProperty("extensions").EnumerateArray().Select(name => name.GetString()).ShouldBe(["algo", "keepalive"]);
        result.GetProperty("id").GetString()!.Length.ShouldBe(32);
        var job = result.GetProperty("job");
        job.GetProperty("algo").GetString().ShouldBe("rx/0");
        job.GetProperty("height").GetInt64().ShouldBe(100);
        job.GetProperty("seed_hash").GetString().ShouldBe(new string('5', 64));
        job.GetProperty("target").GetString().ShouldBe("285c8f02");
        miner.Job.Blob[39..43].ShouldBe(new byte[4]);
    }

    [Fact]
    public async Task The_extra_nonce_names_pool_start_and_account()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn("good-wallet");

        var extraNonce = miner.Job.ExtraNonce;

        extraNonce.PoolTag.ShouldBe(pool.Tags.PoolTag);
        extraNonce.StartNumber.ShouldBe(7u);
        extraNonce.AccountTag.ShouldBe(pool.Tags.AccountTag("good-wallet"));
    }

    [Theory]
    [InlineData("good.rig", "x", null, "rig")]
    [InlineData("good.rig", "pass", "rigid", "rig")]
    [InlineData("good", "pass", "rigid", "rigid")]
    [InlineData("good", "pass", null, "pass")]
    [InlineData("good", "pass", "", "pass")]
    [InlineData("good", "x", null, "default")]
    [InlineData("good", "", null, "default")]
    [InlineData("good", "me@example.com", null, "default")]
    [InlineData("good.<b>rig", "x", null, "-b-rig")]
    public async Task The_worker_comes_from_login_rig_id_or_password(string login, string pass, string? rigId, string worker)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();
        var rig = rigId is null ? "" : $",\"rigid\":\"{rigId}\"";

        await miner.Send($$$"""{"id":1,"method":"login","params":{"login":"{{{login}}}","pass":"{{{pass}}}"{{{rig}}}}}""");

        (await pool.Events.Next<LiveEvent.WorkerOnline>()).Worker.ShouldBe(worker);
    }

    [Theory]
    [InlineData("good+2000", 2000)]
    [InlineData("good.rig+2000", 2000)]
    [InlineData("good+2000.rig", 2000)]
    [InlineData("good+99999999", 1_000_000)]
    [InlineData("good", 100)]
    public async Task A_fixed_difficulty_can_be_asked_for_within_the_ports_range(string login, long difficulty)
    {
        await using var pool = await TestPool.Start(template: ScriptedJobs.Template(1, difficulty: 1_000_000_000));
        using var miner = await pool.Connect();

        await miner.LogIn(login);

        (await pool.Events.Next<LiveEvent.WorkerOnline>()).Difficulty.ShouldBe(difficulty);
        miner.Job.Difficulty.ShouldBeInRange((ulong)difficulty, (ulong)difficulty + (ulong)difficulty / 1000 + 1);
    }

    [Theory]
    [InlineData("", "Missing login: give your wallet address as the user")]
    [InlineData(".rig", "Missing login: give your wallet address as the user")]
    [InlineData("broken", "Invalid address used for login: the checksum does not agree")]
    [InlineData("othernet", "Invalid address used for login: this is a testnet address; this is mainnet")]
    [InlineData("good+abc", "Invalid login: the difficulty after '+' must be a whole number above 0, not 'abc'")]
    [InlineData("good+0", "Invalid login: the difficulty after '+' must be a whole number above 0, not '0'")]
    public async Task A_refused_login_names_the_reason_and_the_socket_closes(string login, string text)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        var reply = await miner.LogIn(login);

        reply.GetProperty("id").GetInt32().ShouldBe(1);
        reply.ErrorText().ShouldBe(text);
        (await miner.IsClosed()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_miner_without_the_algorithm_is_told_so()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        var reply = await miner.LogIn(more: ",\"algo\":[\"cn/r\",\"kawpow\"]");

        reply.ErrorText().ShouldBe("This pool mines rx/0, which your miner does not offer (algo: cn/r, kawpow); enable it in the miner");
        (await miner.IsClosed()).ShouldBeTrue();
        pool.Metrics["pool.stratum.login.failures/algorithm"].ShouldBe(1);
    }

    [Theory]
    [InlineData(",\"algo\":[\"cn/r\",\"RX/0\"]")]
    [InlineData(",\"algo\":[]")]
    [InlineData(",\"algo\":null")]
    [InlineData(",\"algo-perf\":{\"rx/0\":1000.5},\"algo-min-time\":60,\"mode\":\"x\"")]
    public async Task A_miner_that_offers_it_or_does_not_say_is_welcome(string more)
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        (await miner.LogIn(more: more)).GetProperty("result").GetProperty("status").GetString().ShouldBe("OK");
    }

    [Fact]
    public async Task Without_work_a_login_is_refused_with_the_reason()
    {
        await using var pool = await TestPool.Start(work: false);
        await pool.Trouble("the node is 12 blocks behind");
        using var miner = await pool.Connect();

        var reply = await miner.LogIn();

        reply.ErrorText().ShouldBe("No work available: the node is 12 blocks behind. Try again in a minute");
        (await miner.IsClosed()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_login_on_a_connection_is_refused_and_the_session_goes_on()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var session = miner.Session;

        (await miner.LogIn()).ErrorText().ShouldStartWith("Already logged in");

        await miner.Send($$$"""{"id":2,"method":"keepalived","params":{"id":"{{{session}}}"}}""");
        (await miner.Read()).GetProperty("result").GetProperty("status").GetString().ShouldBe("KEEPALIVED");
    }

    [Fact]
    public async Task Session_and_job_ids_are_fresh_for_each_connection()
    {
        await using var pool = await TestPool.Start();
        using var first = await pool.LoggedIn();
        using var second = await pool.LoggedIn();

        second.Session.ShouldNotBe(first.Session);
        second.Job.Id.ShouldNotBe(first.Job.Id);
        second.Job.Blob.ShouldNotBe(first.Job.Blob);
    }

    [Fact]
    public async Task A_broken_directory_keeps_nobody_out()
    {
        var port = TestPool.FixedPort with { Variable = true };
        await using var pool = await TestPool.Start(port: port);
        pool.Directory.Instead = () => Task.FromException<long?>(new InvalidOperationException("the store is down"));
        using var miner = await pool.LoggedIn();

        miner.Job.Difficulty.ShouldBe(100u);
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_holds_a_login_up_for_its_limit_only()
    {
        var port = TestPool.FixedPort with { Variable = true };
        await using var pool = await TestPool.Start(port: port);
        var asked = new TaskCompletionSource();
        pool.Directory.Instead = () =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<long?>().Task;
        };
        using var miner = await pool.Connect();

        var login = miner.LogIn();
        await asked.Task;
        pool.Clock.Advance(new StratumLimits().DirectoryWait);

        (await login).GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_worker_gets_back_the_difficulty_that_it_had()
    {
        var port = TestPool.FixedPort with { Variable = true };
        await using var pool = await TestPool.Start(port: port);
        pool.Directory.Known["good-wallet.default"] = 5000;

        using var miner = await pool.LoggedIn();

        miner.Job.Difficulty.ShouldBeInRange(5000u, 5005u);
    }
}

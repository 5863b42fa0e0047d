using FsCheck;
using FsCheck.Fluent;
using Pool.Core;
using Pool.Core.Chain;
using Pool.CryptoNote.Nodes;
using Pool.CryptoNote.Rpc;
using Pool.CryptoNote.Tests.Rpc;
using Pool.Testing;

namespace Pool.CryptoNote.Tests.Nodes;

/// <summary>What a node may answer that it should not, and what becomes of it.</summary>
public sealed class MonerodDaemonTests
{
    private const string Info =
        """
        {"height":3,"target_height":0,"top_block_hash":"b67753d24d583e0d56dc43ffdb43ee4e390632ea840be248b9f67a0e1947c172",
        "wide_difficulty":"0x3e8","difficulty":1,"nettype":"fakechain","synchronized":true,"version":"0.18.0.0","status":"OK"}
        """;

    private static readonly Hash32 SomeHash = Hash32.Parse("b67753d24d583e0d56dc43ffdb43ee4e390632ea840be248b9f67a0e1947c172");

    [Fact]
    public async Task The_wide_difficulty_is_the_one_that_counts()
    {
        using var server = FakeRpcServer.Result(Info);
        var info = await InfoOf(server);
        info.ShouldBe(new DaemonInfo(3, 0, SomeHash, 1000, "fakechain", true, "0.18.0.0"));
    }

    [Fact]
    public async Task A_node_without_wide_difficulty_gives_the_plain_one()
    {
        using var server = FakeRpcServer.Result(Info.Replace("\"wide_difficulty\":\"0x3e8\",", "", StringComparison.Ordinal));
        (await InfoOf(server)).Difficulty.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_is_busy_synchronising_is_not_synchronised()
    {
        using var server = FakeRpcServer.Result(Info.Replace("\"status\"", "\"busy_syncing\":true,\"status\"", StringComparison.Ordinal));
        (await InfoOf(server)).Synchronized.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"0x3e8\"", "\"0x8000000000000000\"", "wide_difficulty")]
    [InlineData("\"0x3e8\"", "\"1000\"", "wide_difficulty")]
    [InlineData("\"0x3e8\"", "\"0x\"", "wide_difficulty")]
    [InlineData("\"height\":3", "\"height\":-3", "'height' is not a whole number")]
    [InlineData("\"height\":3", "\"height\":3.5", "'height'")]
    [InlineData("\"height\":3", "\"height\":18446744073709551615", "'height'")]
    [InlineData("\"height\":3", "\"height\":\"3\"", "'height'")]
    [InlineData("\"height\":3,", "", "'height'")]
    [InlineData("\"b6", "\"zz", "'top_block_hash' is not 64 hex digits")]
    [InlineData("\"OK\"", "\"BUSY\"", "get_info answered status BUSY")]
    [InlineData("\"fakechain\"", "null", "'nettype' is not text")]
    public async Task A_field_that_cannot_be_makes_the_answer_unusable(string good, string bad, string problem)
    {
        using var server = FakeRpcServer.Result(Info.Replace(good, bad, StringComparison.Ordinal));
        (await Should.ThrowAsync<DaemonUnavailableException>(() => InfoOf(server))).Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("not json", "no JSON: is this the right port?")]
    [InlineData("", "no JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("7", "no JSON object")]
    [InlineData("{}", "neither result nor error")]
    [InlineData("{\"result\":[]}", "'status' is not text")]
    [InlineData("{\"error\":{}}", "error 0, no message")]
    [InlineData("{\"error\":{\"code\":-9,\"message\":\"Core is busy\"}}", "get_info failed: error -9, Core is busy")]
    public async Task A_body_that_is_no_answer_makes_the_node_unavailable(string body, string problem)
    {
        using var server = FakeRpcServer.Json(body);
        var error = await Should.ThrowAsync<DaemonUnavailableException>(() => InfoOf(server));
        error.Message.ShouldContain(problem);
        error.Daemon.ShouldBe(server.Endpoint.Name);
    }

    [Theory]
    [InlineData(401, "it asks for a login: set user and password")]
    [InlineData(404, "it answered get_info with HTTP 404")]
    [InlineData(500, "it answered get_info with HTTP 500")]
    public async Task An_http_error_is_told(int status, string problem)
    {
        using var server = FakeRpcServer.Raw(_ => FakeRpcServer.Http(status, ""));
        (await Should.ThrowAsync<DaemonUnavailableException>(() => InfoOf(server))).Message.ShouldContain(problem);
    }

    [Fact]
    public async Task A_server_that_hangs_up_or_speaks_no_http_is_unavailable()
    {
        using var mute = FakeRpcServer.Raw(_ => "");
        using var other = FakeRpcServer.Raw(_ => "220 mail server ready\r\n\r\n");
        await Should.ThrowAsync<DaemonUnavailableException>(() => InfoOf(mute));
        await Should.ThrowAsync<DaemonUnavailableException>(() => InfoOf(other));
    }

    [Fact]
    public async Task Nobody_there_is_unavailable()
    {
        using var server = FakeRpcServer.Result(Info);
        var endpoint = server.Endpoint;
        server.Dispose();
        using var daemon = new MonerodDaemon(endpoint, new MonerodOptions(), new FakeClock());
        (await Should.ThrowAsync<DaemonUnavailableException>(() => daemon.GetInfo(default)))
            .Message.ShouldContain("no connection: is it running");
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_not_read()
    {
        var options = new MonerodOptions { Rpc = new RpcLimits { AnswerBytes = 64 << 10 } };
        using var fits = FakeRpcServer.Result(Info + new string(' ', 60_000));
        using var exceeds = FakeRpcServer.Result(Info + new string(' ', 70_000));
        (await InfoOf(fits, options)).Height.ShouldBe(3);
        (await Should.ThrowAsync<DaemonUnavailableException>(() => InfoOf(exceeds, options)))
            .Message.ShouldContain("exceeds 65536 bytes");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_given_up_at_the_deadline()
    {
        var clock = new FakeClock();
        using var asked = new SemaphoreSlim(0);
        var never = new TaskCompletionSource<string>();
        using var server = FakeRpcServer.Slow(_ =>
        {
            asked.Release();
            return never.Task;
        });
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), clock);

        var call = daemon.GetInfo(default);
        await asked.WaitAsync();
        clock.Advance(TimeSpan.FromSeconds(4.9));
        call.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.1));

        (await Should.ThrowAsync<DaemonUnavailableException>(() => call)).Message.ShouldContain("no answer to get_info within 5 s");
    }

    [Fact]
    public async Task The_caller_s_own_cancellation_stays_one()
    {
        using var server = FakeRpcServer.Result(Info);
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        await Should.ThrowAsync<OperationCanceledException>(() => daemon.GetInfo(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task No_more_calls_than_lanes_are_out_at_once()
    {
        var (now, most, seen) = (0, 0, 0);
        var gate = new object();
        var twoIn = new TaskCompletionSource();
        using var server = FakeRpcServer.Slow(async _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
                if (++seen == 2)
                {
                    twoIn.SetResult();
                }
            }

            await twoIn.Task;
            lock (gate)
            {
                now--;
            }

            return FakeRpcServer.Http(200, "{\"result\":" + Info + "}");
        });
        var options = new MonerodOptions { Rpc = new RpcLimits { Lanes = 2 } };
        using var daemon = new MonerodDaemon(server.Endpoint, options, new FakeClock());

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => daemon.GetInfo(default)));

        most.ShouldBe(2);
    }

    [Theory]
    [InlineData(-7, "Block not accepted")]
    [InlineData(-6, "Wrong block blob")]
    public async Task A_block_that_the_node_judged_bad_is_a_refusal_in_its_words(int code, string message)
    {
        using var server = FakeRpcServer.Error(code, message);
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        (await daemon.SubmitBlock(new byte[10], default)).Refusal.ShouldBe($"{message} (error {code})");
    }

    [Fact]
    public async Task A_block_refused_because_the_node_has_it_is_taken()
    {
        var id = Blocks.RegtestSample.Text(Blocks.RegtestSample.Block, "hash");
        using var server = FakeRpcServer.Json(request => request.Contains("submit_block", StringComparison.Ordinal)
            ? "{\"error\":{\"code\":-7,\"message\":\"Block not accepted\"}}"
            : "{\"result\":{\"block_header\":{\"hash\":\"" + id + "\"},\"status\":\"OK\"}}");
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        (await daemon.SubmitBlock(Blocks.RegtestSample.BlockBlob, default)).Taken.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{\"error\":{\"code\":-9,\"message\":\"Core is busy\"}}")]
    [InlineData("{\"result\":{\"status\":\"BUSY\"}}")]
    public async Task A_node_too_busy_to_judge_a_block_has_not_refused_it(string answer)
    {
        using var server = FakeRpcServer.Json(answer);
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        await Should.ThrowAsync<DaemonUnavailableException>(() => daemon.SubmitBlock(new byte[10], default));
    }

    [Fact]
    public async Task Another_block_than_the_one_asked_for_is_no_answer()
    {
        using var server = FakeRpcServer.Result(
            """{"status":"OK","blob":"00","block_header":{"height":8,"hash":"","depth":0,"timestamp":0,"difficulty":1}}""");
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        (await Should.ThrowAsync<DaemonUnavailableException>(() => daemon.GetBlockByHeight(7, default)))
            .Message.ShouldContain("asked for block 7, it answered block 8");
    }

    [Theory]
    [InlineData("\"0000000000000000000000000000000000000000000000000000000000000000\"", true)]
    [InlineData("\"b67753d24d583e0d56dc43ffdb43ee4e390632ea840be248b9f67a0e1947c172\"", false)]
    public async Task Zeros_for_a_block_id_mean_above_the_tip(string result, bool none)
    {
        using var server = FakeRpcServer.Result(result);
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        (await daemon.GetBlockHash(7, default)).HasValue.ShouldBe(!none);
    }

    [Theory]
    [InlineData("""{"status":"OK","spent_status":[0,1]}""", "answered 2")]
    [InlineData("""{"status":"OK","spent_status":[3]}""", "none of 0, 1 and 2")]
    [InlineData("""{"status":"OK"}""", "answered 0")]
    public async Task Key_images_without_their_own_answer_are_unknown(string answer, string problem)
    {
        using var server = FakeRpcServer.Json(answer);
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        (await Should.ThrowAsync<DaemonUnavailableException>(() => daemon.GetKeyImages([SomeHash], default)))
            .Message.ShouldContain(problem);
    }

    [Fact]
    public async Task A_transaction_neither_found_nor_missed_is_unknown_not_absent()
    {
        using var server = FakeRpcServer.Json("""{"status":"OK"}""");
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        await Should.ThrowAsync<DaemonUnavailableException>(() => daemon.FindTransaction(SomeHash, default));
    }

    [Fact]
    public async Task A_refused_transaction_is_told_with_the_node_s_reasons()
    {
        using var server = FakeRpcServer.Json(
            """{"status":"Failed","reason":"bad","double_spend":true,"fee_too_low":true,"too_big":false}""");
        using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
        (await daemon.SendTransaction(new byte[3], default)).ShouldBe(new SendResult(true, "bad, double_spend, fee_too_low"));
    }

    [Fact]
    public void No_answer_whatever_makes_anything_but_an_answer_or_unavailable() =>
        Prop.ForAll(Answers, answer =>
        {
            using var server = FakeRpcServer.Json(answer);
            using var daemon = new MonerodDaemon(server.Endpoint, new MonerodOptions(), new FakeClock());
            Task[] calls =
            [
                daemon.GetInfo(default), daemon.GetBlockTemplate("a", 8, default), daemon.SubmitBlock(new byte[2], default),
                daemon.GetBlockByHeight(1, default), daemon.GetBlockHash(1, default), daemon.FindTransaction(SomeHash, default),
                daemon.SendTransaction(new byte[2], default), daemon.GetKeyImages([SomeHash], default),
            ];
            return Array.TrueForAll(calls, call =>
            {
                var ended = Task.WhenAny(call).GetAwaiter().GetResult();
                return ended.IsCompletedSuccessfully || ended.Exception!.InnerException is DaemonUnavailableException;
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Theory]
    [InlineData("ftp://127.0.0.1:1", "no URL such as")]
    [InlineData("127.0.0.1:18081", "no URL such as")]
    [InlineData("http://user:secret@127.0.0.1:18081", "carries a login")]
    public void A_wrong_url_is_refused_without_showing_a_password(string url, string problem)
    {
        var error = Should.Throw<ArgumentException>(() => new RpcEndpoint(url));
        error.Message.ShouldContain(problem);
        error.Message.ShouldNotContain("secret");
        new RpcEndpoint("http://127.0.0.1:18081", "me", "secret").ToString().ShouldBe("127.0.0.1:18081");
    }

    [Fact]
    public void A_deadline_out_of_range_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MonerodDaemon(
            new RpcEndpoint("http://127.0.0.1:1"), new MonerodOptions { SubmitDeadline = TimeSpan.Zero }, new FakeClock()))
            .Message.ShouldContain("SubmitDeadline");

    private static readonly Arbitrary<string> Answers = Gen.Elements(
            "{\"status\":\"OK\",\"result\":", "{\"result\":{\"status\":\"OK\",\"height\":", "{\"error\":", "[", "\"", "{\"txs\":[",
            "{\"status\":\"OK\",\"spent_status\":", "{\"status\":\"Failed\",\"reason\":", "{\"status\":\"OK\",\"missed_tx\":")
        .SelectMany(_ => Gen.Elements("null", "1e400", "{}", "[]", "[null]", "\"x\"", "-1", "true", "{\"code\":\"x\"}", ""), (start, value) => start + value)
        .SelectMany(_ => Gen.Elements("", "}", "}}", "]}", "]"), (start, end) => start + end)
        .ToArbitrary();

    private static async Task<DaemonInfo> InfoOf(FakeRpcServer server, MonerodOptions? options = null)
    {
        using var daemon = new MonerodDaemon(server.Endpoint, options ?? new MonerodOptions(), new FakeClock());
        return await daemon.GetInfo(default);
    }
}

using System.Net;

namespace Pool.Web.Tests;

public sealed class PoolApiTests
{
    [Fact]
    public async Task The_pool_document_states_every_figure_with_its_name_and_unit()
    {
        await using var host = await WebHost.Start();
        using var answer = await host.Get("/api/v1/pools/xmr");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await answer.Content.ReadAsStringAsync()).ShouldBeJson($$"""
            {
              "id": "xmr", "name": "Example Pool", "seq": 1795341096000, "asOf": "2026-11-22T09:51:36Z",
              "status": "operational", "version": "0.1.0",
              "coin": { "symbol": "XMR", "name": "Monero", "decimals": 12, "atomicPerCoin": "1000000000000",
                        "algorithm": "rx/0", "blockTimeSeconds": 120, "confirmations": 60 },
              "modes": [ { "mode": "pplns", "fee": 0.01, "window": 2 } ],
              "payout": { "minimumAtomic": "3000000000", "intervalSeconds": 3600 },
              "ports": [
                { "host": "pool.example.org", "port": 3333, "difficulty": "10000", "description": "laptops and small machines" },
                { "host": "pool.example.org", "port": 5555, "difficulty": "250000", "description": "servers and farms" } ],
              "pool": {
                "hashrateHs": { "pplns": 41200311.5 }, "hashrateWindowSeconds": 600, "networkShare": 0.00965,
                "miners": 812, "workers": 2104,
                "round": { "mode": "pplns", "effort": 1.34, "survival": 0.2618 },
                "blocks": { "total": 97, "orphaned": 1,
                            "last": { "height": 3301099, "hash": "{{Samples.Hash(99)}}", "foundAt": "2026-11-22T09:28:36Z", "effort": 0.45 } },
                "payments": { "total": 88, "paidAtomic": "5400123456789", "lastAt": "2026-11-22T08:50:36Z" } },
              "network": { "height": 3301155, "difficulty": "512345678901", "hashrateHs": 4269547324.2, "rewardAtomic": "600912340000" },
              "warnings": []
            }
            """);
    }

    [Fact]
    public async Task The_list_of_pools_has_the_one_pool_in_the_envelope_of_lists()
    {
        await using var host = await WebHost.Start();
        (await host.GetText("/api/v1/pools")).ShouldBeJson("""
            {
              "items": [ { "id": "xmr", "name": "Example Pool", "coin": "XMR", "modes": ["pplns"], "status": "operational",
                           "hashrateHs": { "pplns": 41200311.5 }, "miners": 812, "fee": 0.01, "lastBlockAt": "2026-11-22T09:28:36Z" } ],
              "page": { "limit": 50, "next": null }, "asOf": "2026-11-22T09:51:36Z", "seq": 1795341096000
            }
            """);
    }

    [Fact]
    public async Task What_does_not_work_is_named_without_its_words_which_are_for_operators()
    {
        await using var host = await WebHost.Start();
        host.Board.Bad("daemon", "127.0.0.1:18081 does not answer");
        host.Board.Bad("wallet", "locked", critical: false);
        host.Feed.News = Samples.News with { Problem = "node 127.0.0.1:18081 is away" };
        var text = await host.GetText("/api/v1/pools/xmr");
        text.ShouldContain("\"status\":\"down\"");
        text.ShouldContain("\"code\":\"template-stale\"");
        text.ShouldContain("\"code\":\"part-daemon\"");
        text.ShouldContain("\"code\":\"part-wallet\"");
        text.ShouldNotContain("18081");
    }

    [Fact]
    public async Task A_part_that_miners_can_do_without_only_degrades_the_pool()
    {
        await using var host = await WebHost.Start();
        host.Board.Bad("wallet", "locked", critical: false);
        (await host.GetJson("/api/v1/pools/xmr"))["status"]!.GetValue<string>().ShouldBe("degraded");
    }

    [Fact]
    public async Task Without_a_template_the_network_is_unknown_and_the_rest_is_there()
    {
        await using var host = await WebHost.Start();
        host.Feed.Failure = new IOException("no route");
        var pool = await host.GetJson("/api/v1/pools/xmr");
        pool["network"].ShouldBeNull();
        pool["pool"]!["networkShare"].ShouldBeNull();
        pool["pool"]!["miners"]!.GetValue<long>().ShouldBe(812);
        pool["warnings"]![0]!["code"]!.GetValue<string>().ShouldBe("no-template");
    }

    [Theory]
    [InlineData("/api/v1/pools/trtl")]
    [InlineData("/api/v1/pools/XMR")]
    [InlineData("/api/v1/pools/trtl/blocks")]
    [InlineData("/api/v1/pools/trtl/payments")]
    [InlineData("/api/v1/pools/trtl/miners/" + Samples.Alice)]
    [InlineData("/api/v1/pools/trtl/miners/" + Samples.Alice + "/payments")]
    public async Task An_unknown_pool_is_a_problem_with_its_code(string path)
    {
        await using var host = await WebHost.Start();
        await host.ShouldBeProblem(path, 404, "pool-unknown");
    }

    [Fact]
    public async Task Another_path_of_the_API_is_a_problem_in_json()
    {
        await using var host = await WebHost.Start();
        await host.ShouldBeProblem("/api/v1/nothing", 404, "not-found");
    }

    [Fact]
    public async Task A_problem_has_every_member_of_RFC_9457_and_a_trace_id()
    {
        await using var host = await WebHost.Start();
        var problem = await host.GetJson("/api/v1/pools/trtl");
        problem["type"]!.GetValue<string>().ShouldBe("urn:pool:problem:pool-unknown");
        problem["title"]!.GetValue<string>().ShouldBe("No such pool");
        problem["status"]!.GetValue<int>().ShouldBe(404);
        problem["detail"]!.GetValue<string>().ShouldContain("'trtl'");
        problem["traceId"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Pages_from_anywhere_may_read_the_API_errors_included()
    {
        await using var host = await WebHost.Start();
        foreach (var path in new[] { "/api/v1/pools", "/api/v1/pools/xmr/blocks", "/api/v1/pools/trtl" })
        {
            using var answer = await host.Get(path, ("Origin", "https://elsewhere.example"));
            answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        }

        using var preflight = await host.Send(HttpMethod.Options, "/api/v1/pools/xmr");
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["GET, HEAD, OPTIONS"]);
        preflight.Headers.GetValues("Access-Control-Max-Age").ShouldBe(["86400"]);
    }

    [Fact]
    public async Task Nothing_is_written_by_any_method()
    {
        await using var host = await WebHost.Start();
        using var answer = await host.Send(HttpMethod.Post, "/api/v1/pools/xmr");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task HEAD_has_the_length_and_no_body()
    {
        await using var host = await WebHost.Start();
        using var head = await host.Send(HttpMethod.Head, "/api/v1/pools/xmr");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe((await host.GetText("/api/v1/pools/xmr")).Length);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }
}

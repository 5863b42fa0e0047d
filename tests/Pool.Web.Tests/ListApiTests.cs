using Pool.Core.Blocks;

namespace Pool.Web.Tests;

public sealed class ListApiTests
{
    [Fact]
    public async Task A_block_is_listed_with_its_state_and_a_shortened_finder()
    {
        await using var host = await WebHost.Start();
        host.Books.Blocks = [Samples.Block(99, BlockState.Candidate), Samples.Block(97, BlockState.Orphaned), Samples.Block(96)];
        var text = await host.GetText("/api/v1/pools/xmr/blocks");
        text.ShouldBeJson($$"""
            { "items": [
              { "height": 3301099, "hash": "{{Samples.Hash(99)}}", "status": "candidate", "confirmations": 32, "onMainChain": true, "missing": false,
                "mode": "pplns", "difficulty": "512345678901", "effort": 0.45, "rewardAtomic": null, "finder": "49A1pu…wvNyQx",
                "foundAt": "2026-11-22T09:28:36Z", "decidedAt": null },
              { "height": 3301097, "hash": "{{Samples.Hash(97)}}", "status": "orphaned", "confirmations": 75, "onMainChain": false, "missing": false,
                "mode": "pplns", "difficulty": "512345678901", "effort": 1.77, "rewardAtomic": null, "finder": "49A1pu…wvNyQx",
                "foundAt": "2026-11-22T08:42:36Z", "decidedAt": "2026-11-22T09:18:36Z", "replacedBy": "{{Samples.Hash(5097)}}" },
              { "height": 3301096, "hash": "{{Samples.Hash(96)}}", "status": "credited", "confirmations": 75, "onMainChain": true, "missing": false,
                "mode": "pplns", "difficulty": "512345678901", "effort": 0.56, "rewardAtomic": "600912340096", "finder": "44AFFq…QBEP3A",
                "foundAt": "2026-11-22T08:19:36Z", "decidedAt": "2026-11-22T09:07:36Z" } ],
              "page": { "limit": 50, "next": null }, "asOf": "2026-11-22T09:51:36Z", "seq": 1795341096000 }
            """);
        text.ShouldNotContain(Samples.Alice);
        text.ShouldNotContain(Samples.Bob);
    }

    [Fact]
    public async Task A_payment_is_listed_without_its_payees_and_without_the_wallets_secrets()
    {
        await using var host = await WebHost.Start();
        host.Books.Batches = [Samples.Batch(99)];
        var text = await host.GetText("/api/v1/pools/xmr/payments");
        text.ShouldBeJson($$"""
            { "items": [
              { "id": 99, "status": "confirmed", "txHash": "{{Samples.Hash(1099)}}", "amountAtomic": "9060000098", "feeAtomic": "40000001",
                "payees": 2, "height": 3301101, "createdAt": "2026-11-22T08:50:36Z" } ],
              "page": { "limit": 50, "next": null }, "asOf": "2026-11-22T09:51:36Z", "seq": 1795341096000 }
            """);
        text.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("blocks", 130, 50)]
    [InlineData("blocks", 130, 7)]
    [InlineData("payments", 61, 60)]
    [InlineData("payments", 99, 33)]
    [InlineData("miners/" + Samples.Alice + "/payments", 130, 50)]
    public async Task Following_the_cursors_gives_every_item_once_and_in_order(string list, int count, int limit)
    {
        await using var host = await WebHost.Start();
        host.Books.Blocks = Samples.Blocks(count);
        host.Books.Batches = Samples.Batches(count);
        host.Books.Payments = Samples.MinerPayments(count);
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await host.GetJson($"/api/v1/pools/xmr/{list}?limit={limit}{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (item!["height"] is { } height && list == "blocks" ? height : item["id"]!).GetValue<long>()));
            cursor = page["page"]!["next"]?.GetValue<string>();
        }
        while (cursor is not null);

        var newest = list == "blocks" ? 3_301_099L : 99L;
        seen.ShouldBe(Enumerable.Range(0, count).Select(i => newest - i));
    }

    [Fact]
    public async Task The_link_header_leads_to_the_next_page()
    {
        await using var host = await WebHost.Start();
        using var answer = await host.Get("/api/v1/pools/xmr/blocks?limit=2");
        var link = answer.Headers.GetValues("Link").Single();
        link.ShouldEndWith(">; rel=\"next\"");
        var next = await host.GetJson("/api/v1/pools/xmr/blocks" + link[1..link.IndexOf('>')]);
        next["items"]![0]!["height"]!.GetValue<long>().ShouldBe(3_301_097);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("+5")]
    [InlineData("99999999999999")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("5&limit=6")]
    public async Task A_limit_that_is_no_number_from_1_to_200_is_refused(string limit)
    {
        await using var host = await WebHost.Start();
        await host.ShouldBeProblem("/api/v1/pools/xmr/blocks?limit=" + limit, 400, "limit-invalid");
        await host.ShouldBeProblem("/api/v1/pools/xmr/payments?limit=" + limit, 400, "limit-invalid");
        await host.ShouldBeProblem($"/api/v1/pools/xmr/miners/{Samples.Alice}/payments?limit={limit}", 400, "limit-invalid");
    }

    [Fact]
    public async Task Two_hundred_items_are_given_at_once()
    {
        await using var host = await WebHost.Start();
        host.Books.Blocks = Samples.Blocks(250);
        (await host.GetJson("/api/v1/pools/xmr/blocks?limit=200"))["items"]!.AsArray().Count.ShouldBe(200);
    }

    [Fact]
    public async Task A_cursor_of_another_list_of_nothing_or_mangled_is_refused()
    {
        await using var host = await WebHost.Start();
        var blocks = (await host.GetJson("/api/v1/pools/xmr/blocks?limit=2"))["page"]!["next"]!.GetValue<string>();
        var payments = (await host.GetJson("/api/v1/pools/xmr/payments?limit=2"))["page"]!["next"]!.GetValue<string>();
        var mine = (await host.GetJson($"/api/v1/pools/xmr/miners/{Samples.Alice}/payments?limit=2"))["page"]!["next"]!.GetValue<string>();
        var mangled = (blocks[0] == 'A' ? 'B' : 'A') + blocks[1..];
        foreach (var cursor in new[] { payments, mine, mangled, blocks[..^1], blocks + "A", "", "%20", "..", blocks + "&cursor=" + blocks })
        {
            await host.ShouldBeProblem("/api/v1/pools/xmr/blocks?cursor=" + cursor, 400, "cursor-invalid");
        }

        await host.ShouldBeProblem("/api/v1/pools/xmr/payments?cursor=" + blocks, 400, "cursor-invalid");
        await host.ShouldBeProblem("/api/v1/pools/xmr/payments?cursor=" + mine, 400, "cursor-invalid");
    }
}

using System.Net;
using Pool.Core.Shares;
using Pool.Core.Stats;

namespace Pool.Web.Tests;

public sealed class PageContentTests
{
    [Fact]
    public async Task The_first_page_states_the_pool_and_its_figures()
    {
        await using var host = await WebHost.Start();
        var page = await host.GetPage("/");
        var words = page.Words();
        words.ShouldContain("PPLNS over 2 × network difficulty · fee 1 % · minimum payout 0.003 XMR · payouts hourly");
        words.ShouldContain("Pool hashrate 41.2 MH/s 0.965 % of the network, over 10 min");
        words.ShouldContain("Miners 812 2\u202f104 workers");
        words.ShouldContain("Network height 3\u202f301\u202f155 difficulty 512 G, 4.27 GH/s");
        words.ShouldContain("Current effort 134 % 26 in 100 rounds last longer");
        words.ShouldContain("Blocks found 97 last 23 min ago, 1 orphaned");
        words.ShouldContain("Last payment 1 h ago 5.400123456789 XMR paid in 88 payments");
    }

    [Fact]
    public async Task The_command_line_lacks_nothing_but_the_address()
    {
        await using var host = await WebHost.Start();
        var page = await host.GetPage("/");
        page.All("pre").Single().Words().ShouldBe("xmrig -o pool.example.org:3333 -a rx/0 -u YOUR_XMR_ADDRESS.rig1 -p x -k");
        page.Rows("Ports").ShouldBe([
            ["3333", "pool.example.org", "10\u202f000", "laptops and small machines"],
            ["5555", "pool.example.org", "250\u202f000", "servers and farms"]]);
    }

    [Fact]
    public async Task Blocks_show_what_became_of_them_orphans_with_their_successor()
    {
        await using var host = await WebHost.Start();
        host.Books.Blocks =
        [
            .. Samples.Blocks(5),
            Samples.Block(90) with { Missing = true },
            Samples.Block(89, Core.Blocks.BlockState.Candidate) with { OnMainChain = false, Depth = 0, Effort = null },
            Samples.Block(88, Core.Blocks.BlockState.Reversed) with { FinderAddress = null },
        ];
        var rows = (await host.GetPage("/blocks")).Rows("Blocks");
        var orphan = Samples.Hash(5097).ToString();
        rows.Select(row => row[2]).ShouldBe([
            "◐ maturing 32/60",
            "◐ maturing 32/60",
            $"✕ orphaned replaced by {orphan[..8]}…{orphan[^8..]}",
            "● credited",
            "✕ refused by the nodes",
            "■ gone from the chain; payouts wait",
            "◌ not seen on the chain yet",
            "✕ taken back"]);
        rows[3].ShouldBe(["3\u202f301\u202f096", "1 h ago 22 Nov 08:19 UTC", "● credited", "56 %", "0.600912340096", "44AFFq…QBEP3A", Samples.Hash(96).ToString()]);
        rows[6][3].ShouldBe("soon known");
        rows[7][5].ShouldBe("unknown");
    }

    [Fact]
    public async Task Payments_show_exact_amounts_and_the_transaction()
    {
        await using var host = await WebHost.Start();
        (await host.GetPage("/payments")).Rows("Payments")[0].ShouldBe([
            "1 h ago 22 Nov 08:50 UTC", "0.009060000098", "0.000040000001", "2", "◐ seen, confirming", Samples.Hash(1099).ToString()]);
    }

    [Fact]
    public async Task A_pool_without_history_says_so_instead_of_showing_empty_tables()
    {
        await using var host = await WebHost.Start();
        host.Books.Blocks = [];
        host.Books.Batches = [];
        host.Books.Overview = new PoolOverview(0, TimeSpan.FromMinutes(10), 0, 0, 0, 0, 0, null, 0, 0, null);
        var words = (await host.GetPage("/")).Words();
        words.ShouldContain("No block yet.");
        words.ShouldContain("No payment yet. Payouts are looked at hourly; the minimum is 0.003 XMR.");
        words.ShouldContain("Pool hashrate 0 H/s");
        words.ShouldContain("Last payment none yet");
    }

    [Fact]
    public async Task What_is_broken_is_said_on_top()
    {
        await using var host = await WebHost.Start();
        host.Board.Bad("wallet", "rpc at 10.0.0.7 refuses", critical: false);
        var words = (await host.GetPage("/")).Words();
        words.ShouldContain("▲ Degraded");
        words.ShouldContain("Not working now: wallet. Mining goes on.");
        words.ShouldNotContain("10.0.0.7");
    }

    [Fact]
    public async Task Lists_lead_to_older_entries_and_back()
    {
        await using var host = await WebHost.Start();
        host.Books.Blocks = Samples.Blocks(70);
        var first = await host.GetPage("/blocks");
        first.Rows("Blocks").Count.ShouldBe(50);
        var older = first.All("a").Single(link => link.Words() == "Older").Attribute("href")!.Value;
        var second = await host.GetPage(older[1..]);
        second.Rows("Blocks").Count.ShouldBe(20);
        second.All("nav").Last().Words().ShouldBe("Newest");
    }

    [Theory]
    [InlineData("/m?address=4abc", 303, "./m/4abc")]
    [InlineData("/m?address=%204abc%20", 303, "./m/4abc")]
    [InlineData("/m?address=", 303, "./")]
    [InlineData("/m?address=a/../b%22%3E%0d%0aX:y", 303, "./m/a%2F..%2Fb%22%3E%0D%0AX%3Ay")]
    [InlineData("/?address=4abc", 308, "./m/4abc")]
    public async Task The_address_box_leads_to_the_address(string path, int status, string location)
    {
        await using var host = await WebHost.Start();
        using var answer = await host.Get(path);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.GetValues("Location").ShouldBe([location]);
    }

    [Fact]
    public async Task A_miner_sees_state_balance_workers_and_payments()
    {
        await using var host = await WebHost.Start();
        var page = await host.GetPage("/m/" + Samples.Alice);
        var words = page.Words();
        words.ShouldContain(Samples.Alice);
        words.ShouldContain("1 of 3 workers online, 12.4 kH/s, last share 12 s ago. 0.002491 XMR of the 0.003 XMR for the next payout are reached.");
        words.ShouldContain("Immature 1.25 XMR");
        words.ShouldContain("Confirmed 0.002491 XMR");
        words.ShouldContain("In payout 0 XMR");
        words.ShouldContain("Paid 12.5 XMR");
        words.ShouldContain("To the minimum payout of 0.003 XMR: 83 %");
        page.Rows("Workers").ShouldBe([
            ["rig1", "● online", "8.20 kH/s", "12 s ago 22 Nov 09:51 UTC", "4\u202f211", "35, 0.8 % 30 stale, 4 low-difficulty, 1 unknown-job"],
            ["laptop", "▲ late", "4.23 kH/s", "4 min ago 22 Nov 09:47 UTC", "4\u202f211", "35, 0.8 % 30 stale, 4 low-difficulty, 1 unknown-job"],
            ["attic", "■ offline", "0 H/s", "7 h ago 22 Nov 02:51 UTC", "12", "none"]]);
        page.Rows("Payments")[0].ShouldBe(
            ["1 h ago 22 Nov 08:50 UTC", "0.004980000099", "0.00002", "◐ seen, confirming", Samples.Hash(1099).ToString()]);
    }

    [Fact]
    public async Task A_balance_that_is_due_and_one_that_is_held_are_said_to_be()
    {
        await using var host = await WebHost.Start();
        host.Books.Miners[Samples.Alice] = Samples.Miner with { Confirmed = 3_000_000_000 };
        (await host.GetPage("/m/" + Samples.Alice)).Words().ShouldContain("0.003 XMR are due with the next payout (hourly).");
        host.Books.Miners[Samples.Alice] = Samples.Miner with { HeldReason = "the wallet refuses the address" };
        (await host.GetPage("/m/" + Samples.Alice)).Words().ShouldContain("Payouts to this address are held: the wallet refuses the address.");
    }

    [Fact]
    public async Task Nothing_that_a_miner_or_the_wallet_says_becomes_markup()
    {
        await using var host = await WebHost.Start();
        const string Hostile = "<script>alert('x')</script>\"><img src=x onerror=y>&amp;\u0000\u202e";
        host.Books.Miners[Samples.Alice] = Samples.Miner with
        {
            HeldReason = Hostile,
            Workers = [new WorkerView(Hostile, double.NaN, null, new Dictionary<ShareOutcome, long>())],
        };
        var page = await host.GetPage("/m/" + Samples.Alice);
        page.All("script").ShouldBeEmpty();
        page.All("img").ShouldBeEmpty();
        var row = page.Rows("Workers").Single();
        row[0].ShouldBe("<script>alert('x')</script>\"><img src=x onerror=y>&amp;\ufffd\ufffd");
        row[2].ShouldBe("unknown");
        row[3].ShouldBe("never");
    }

    [Fact]
    public async Task What_was_typed_stands_in_the_box_and_in_the_reason_as_text()
    {
        await using var host = await WebHost.Start();
        using var answer = await host.Get("/m/" + Uri.EscapeDataString("\"><b>'&"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = Markup.Parse(await answer.Content.ReadAsStringAsync());
        page.All("input").Single().Attribute("value")!.Value.ShouldBe("\"><b>'&");
        page.All("h1").Single().Words().ShouldBe("Not a valid address");
        page.Words().ShouldContain("'\"><b>'&' has 7 letters; an address has 95.");
    }

    [Fact]
    public async Task An_address_of_another_network_is_told_from_a_mistyped_one()
    {
        await using var host = await WebHost.Start();
        using var answer = await host.Get("/m/9" + new string('a', 94));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Markup.Parse(await answer.Content.ReadAsStringAsync()).Words().ShouldContain(
            "Address of another network or coin This is a testnet address; the pool mines on mainnet.");
    }

    [Fact]
    public async Task A_valid_address_without_shares_is_shown_how_to_begin()
    {
        await using var host = await WebHost.Start();
        var page = await host.GetPage("/m/" + Samples.Bob);
        page.All("h1").Single().Words().ShouldBe("No shares yet");
        page.All("pre").Single().Words().ShouldBe($"xmrig -o pool.example.org:3333 -a rx/0 -u {Samples.Bob}.rig1 -p x -k");
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_page_without_a_stack_trace()
    {
        await using var host = await WebHost.Start();
        host.Books.Blocks = [Samples.Block(1) with { State = (Core.Blocks.BlockState)77 }];
        using var page = await host.Get("/api/v1/pools/xmr/blocks");
        page.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var text = await page.Content.ReadAsStringAsync();
        text.ShouldContain("\"code\":\"internal\"");
        text.ShouldNotContain("   at ");
    }
}

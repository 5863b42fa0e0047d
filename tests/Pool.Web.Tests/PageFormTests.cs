using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Pool.Core.Stats;

namespace Pool.Web.Tests;

/// <summary>What holds for every page.</summary>
public sealed class PageFormTests
{
    private const string Other = "/m/" + Samples.Bob;

    public static TheoryData<string, int> Pages => new()
    {
        { "/", 200 },
        { "/blocks", 200 },
        { "/payments", 200 },
        { "/m/" + Samples.Alice, 200 },
        { Other, 404 },
        { "/m/4short", 400 },
        { "/m/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 400 },
        { "/blocks?cursor=x", 400 },
        { "/no/such/page", 404 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_is_well_formed_with_its_landmarks_one_heading_and_labelled_tables(string path, int status)
    {
        await using var host = await Full();
        using var answer = await host.Get(path);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var page = Markup.Parse(await answer.Content.ReadAsStringAsync());
        page.Root!.Attribute("lang")!.Value.ShouldBe("en");
        page.All("h1").Count().ShouldBe(1);
        page.All("main").Single().Attribute("id")!.Value.ShouldBe("main");
        page.All("a").First().Attribute("href")!.Value.ShouldBe("#main");
        page.All("header").Count().ShouldBe(1);
        page.All("footer").Count().ShouldBe(1);
        page.All("nav").ShouldAllBe(nav => nav.Attribute("aria-label") != null);
        page.All("title").Single().Words().ShouldEndWith("Example Pool");
        page.All("table").ShouldAllBe(table => table.Element("caption") != null);
        page.All("th").ShouldAllBe(head => head.Attribute("scope") != null);
        foreach (var field in page.All("input"))
        {
            page.All("label").ShouldContain(label => label.Attribute("for")!.Value == field.Attribute("id")!.Value);
        }

        var ids = page.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();
        ids.ShouldBe(ids.Distinct());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_lets_nothing_in_and_holds_no_script_style_or_foreign_link(string path, int status)
    {
        await using var host = await Full();
        using var answer = await host.Get(path);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var page = Markup.Parse(await answer.Content.ReadAsStringAsync());
        ((int)answer.StatusCode).ShouldBe(status);
        page.All("script").ShouldBeEmpty();
        page.All("style").ShouldBeEmpty();
        var attributes = page.Descendants().SelectMany(element => element.Attributes()).ToList();
        attributes.ShouldNotContain(attribute => attribute.Name.LocalName == "style" || attribute.Name.LocalName.StartsWith("on"));
        page.All("a").Concat(page.All("form")).Select(Target).ShouldAllBe(target => target.StartsWith('.') || target.StartsWith('#'));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_fits_into_the_first_flight(string path, int status)
    {
        await using var host = await Full();
        using var answer = await host.Get(path, ("Accept-Encoding", "gzip"));
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentLength!.Value.ShouldBeLessThanOrEqualTo(14 * 1024);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_on_it_leads_somewhere(string path, int status)
    {
        await using var host = await Full();
        using var answer = await host.Get(path);
        ((int)answer.StatusCode).ShouldBe(status);
        var page = Markup.Parse(await answer.Content.ReadAsStringAsync());
        var here = new Uri(new Uri("http://localhost"), path);
        foreach (var target in page.All("a").Concat(page.All("link")).Select(Target).Where(target => target.StartsWith('.')).Distinct())
        {
            using var there = await host.Get(new Uri(here, target).PathAndQuery);
            there.StatusCode.ShouldBe(HttpStatusCode.OK, target);
        }
    }

    [Fact]
    public async Task The_style_sheet_is_small_and_known_by_its_tag()
    {
        await using var host = await WebHost.Start();
        using var answer = await host.Get("/style.css", ("Accept-Encoding", "gzip"));
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/css; charset=utf-8");
        answer.Content.Headers.ContentLength!.Value.ShouldBeLessThanOrEqualTo(10 * 1024);
        await using var css = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(css);
        (await text.ReadToEndAsync()).ShouldContain("prefers-color-scheme:dark");
        using var again = await host.Get("/style.css", ("If-None-Match", answer.Headers.ETag!.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/blocks")]
    [InlineData("/payments")]
    public async Task No_address_stands_whole_where_its_owner_did_not_bring_it(string path)
    {
        await using var host = await Full();
        var page = await host.GetText(path);
        page.ShouldNotContain(Samples.Alice);
        page.ShouldNotContain(Samples.Bob);
        page.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/blocks")]
    [InlineData("/payments")]
    [InlineData("/m/" + Samples.Alice)]
    public async Task Books_that_fail_are_said_to_fail(string path)
    {
        await using var host = await WebHost.Start();
        host.Books.Failure = new IOException("disk /var/lib/pool.db is full");
        using var answer = await host.Get(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var page = Markup.Parse(await answer.Content.ReadAsStringAsync());
        page.All("h1").Single().Words().ShouldBe("The pool cannot read its books");
        page.Words().ShouldNotContain("pool.db");
        page.Words().ShouldNotContain("Operational");
    }

    private static string Target(XElement element) => (element.Attribute("href") ?? element.Attribute("action"))!.Value;

    /// <summary>As full as pages get: lists with a following page, more workers than are shown, all with longest names.</summary>
    private static async Task<WebHost> Full()
    {
        var host = await WebHost.Start();
        host.Books.Blocks = Samples.Blocks(99);
        host.Books.Batches = Samples.Batches(99);
        host.Books.Payments = Samples.MinerPayments(99);
        var random = new Random(1);
        host.Books.Miners[Samples.Alice] = Samples.Miner with
        {
            Workers =
            [
                .. Enumerable.Range(0, 500).Select(i => new WorkerView(
                    Convert.ToHexStringLower(Samples.Hash(i).ToArray().AsSpan(0, 16)),
                    random.Next(1, 100_000),
                    Samples.Now - TimeSpan.FromSeconds(random.Next(0, 4000)),
                    Enum.GetValues<Core.Shares.ShareOutcome>().ToDictionary(outcome => outcome, _ => (long)random.Next(0, 50_000)))),
            ],
        };
        return host;
    }
}

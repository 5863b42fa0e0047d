using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pool.Web.Http;
using Pool.Web.Reading;

namespace Pool.Web.Pages;

/// <summary>The pages for people.</summary>
internal sealed class Site(
    PoolDescription pool,
    SnapshotSource snapshots,
    BooksReader books,
    Lists lists,
    Addresses addresses,
    WebOptions options,
    TimeProvider time)
{
    private readonly string _publicCache = CacheHeader.Public(options);
    private readonly HomePage _home = new(pool, options);
    private readonly ListPages _lists = new(pool);
    private readonly MinerPage _miner = new(pool, options);
    private readonly Reply _style = ReadStyle();

    public async Task<Reply> Home(HttpContext http)
    {
        var typed = http.Request.Query["address"].ToString();
        if (typed.Length > 0)
        {
            return Reply.Redirect(StatusCodes.Status308PermanentRedirect, Layout.Root(http.Request) + "m/" + Uri.EscapeDataString(typed.Trim()));
        }

        var snapshot = await snapshots.Get(http.RequestAborted);
        return FromSnapshot(http, snapshot, () => _home.Render(snapshot));
    }

    public async Task<Reply> Blocks(HttpContext http)
    {
        var paging = Paging.OfPage(http.Request, options);
        var snapshot = await snapshots.Get(http.RequestAborted);
        var page = await lists.Blocks(snapshot, paging, http.RequestAborted);
        return ListReply(http, snapshot, paging, () => _lists.Blocks(snapshot, page, paging.Cursor is null));
    }

    public async Task<Reply> Payments(HttpContext http)
    {
        var paging = Paging.OfPage(http.Request, options);
        var snapshot = await snapshots.Get(http.RequestAborted);
        var page = await lists.Payments(snapshot, paging, http.RequestAborted);
        return ListReply(http, snapshot, paging, () => _lists.Payments(snapshot, page, paging.Cursor is null));
    }

    /// <summary>The address box leads here, and on to the address's own page.</summary>
    public static Task<Reply> Lookup(HttpContext http)
    {
        var typed = http.Request.Query["address"].ToString().Trim();
        return Task.FromResult(Reply.Redirect(
            StatusCodes.Status303SeeOther, Layout.Root(http.Request) + (typed.Length == 0 ? "" : "m/" + Uri.EscapeDataString(typed))));
    }

    public async Task<Reply> Miner(HttpContext http)
    {
        var typed = Typed(http);
        var address = addresses.Canonical(typed);
        if (address != typed)
        {
            return Reply.Redirect(StatusCodes.Status303SeeOther, Layout.Root(http.Request) + "m/" + Uri.EscapeDataString(address));
        }

        var snapshot = await snapshots.Get(http.RequestAborted);
        var miner = await books.Read((queries, cancel) => queries.ReadMiner(address, cancel), http.RequestAborted);
        if (miner is null)
        {
            return Page(http, StatusCodes.Status404NotFound, snapshot, () => _miner.RenderUnknown(address));
        }

        var payments = await books.Read(
            (queries, cancel) => queries.ReadMinerPayments(address, options.ShortListRows, cancel), http.RequestAborted);
        var now = time.GetUtcNow();
        return Page(http, StatusCodes.Status200OK, snapshot, () => _miner.Render(miner, payments, now)) with { Cache = _publicCache };
    }

    public Task<Reply> Style(HttpContext http) => Task.FromResult(_style);

    public static Task<Reply> NotFound(HttpContext http) =>
        throw new ProblemException(Problem.NotFound(http.Request.Path.Value ?? "/"));

    public Reply Show(HttpContext http, Problem problem) =>
        Page(http, problem.Status, null, () => ProblemPage.Render(problem, Typed(http))) with { RetryAfter = problem.Wait };

    private static string Typed(HttpContext http) => http.GetRouteValue("address") as string ?? "";

    private Reply ListReply(HttpContext http, PoolSnapshot snapshot, Paging paging, Func<PageContent> content) =>
        lists.InSnapshot(paging)
            ? FromSnapshot(http, snapshot, content)
            : Page(http, StatusCodes.Status200OK, snapshot, content) with { Cache = _publicCache };

    /// <summary>Times are said as of the snapshot, so that the same snapshot is the same page.</summary>
    private Reply FromSnapshot(HttpContext http, PoolSnapshot snapshot, Func<PageContent> content) =>
        Page(http, StatusCodes.Status200OK, snapshot, content) with { ETag = CacheHeader.Tag(pool, snapshot), Cache = _publicCache };

    private Reply Page(HttpContext http, int status, PoolSnapshot? snapshot, Func<PageContent> content) =>
        new(status, Reply.HtmlType, () => Layout.Render(pool, Layout.Root(http.Request), content(), snapshot));

    private static Reply ReadStyle()
    {
        using var file = typeof(Site).Assembly.GetManifestResourceStream("style.css")
            ?? throw new InvalidOperationException("style.css is not in the assembly");
        var css = new byte[file.Length];
        file.ReadExactly(css);
        var tag = Convert.ToHexStringLower(SHA256.HashData(css).AsSpan(0, 8));
        return new Reply(StatusCodes.Status200OK, "text/css; charset=utf-8", () => css, tag, "public, max-age=300, must-revalidate");
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pool.Web.Http;
using Pool.Web.Reading;

namespace Pool.Web.Api;

/// <summary>The public JSON API, version 1.</summary>
internal sealed class PoolsApi(
    PoolDescription pool,
    SnapshotSource snapshots,
    BooksReader books,
    Lists lists,
    Addresses addresses,
    WebOptions options,
    TimeProvider time)
{
    /// <summary>Browsers may remember the answer to a preflight for a day.</summary>
    private static readonly TimeSpan PreflightAge = TimeSpan.FromDays(1);

    private readonly string _publicCache = CacheHeader.Public(options);

    public async Task<Reply> ListPools(HttpContext http)
    {
        var snapshot = await snapshots.Get(http.RequestAborted);
        var all = new Slice<PoolDescription>([pool], options.DefaultLimit, null);
        return FromSnapshot(snapshot, () => Json.Bytes(
            ListDocument.Of(all, one => PoolSummary.Of(one, snapshot), snapshot.AsOf, snapshot.Sequence)));
    }

    public async Task<Reply> ReadPool(HttpContext http)
    {
        RequirePool(http);
        var snapshot = await snapshots.Get(http.RequestAborted);
        return FromSnapshot(snapshot, () => Json.Bytes(PoolDocument.Of(pool, snapshot)));
    }

    public async Task<Reply> ListBlocks(HttpContext http)
    {
        RequirePool(http);
        var paging = Paging.Of(http.Request, options);
        var snapshot = await snapshots.Get(http.RequestAborted);
        var page = await lists.Blocks(snapshot, paging, http.RequestAborted);
        return ListReply(snapshot, paging, page, block => BlockDocument.Of(pool, block), lists.InSnapshot(paging));
    }

    public async Task<Reply> ListPayments(HttpContext http)
    {
        RequirePool(http);
        var paging = Paging.Of(http.Request, options);
        var snapshot = await snapshots.Get(http.RequestAborted);
        var page = await lists.Payments(snapshot, paging, http.RequestAborted);
        return ListReply(snapshot, paging, page, PaymentDocument.Of, lists.InSnapshot(paging));
    }

    public async Task<Reply> ReadMiner(HttpContext http)
    {
        RequirePool(http);
        var address = addresses.Canonical(Value(http, "address"));
        var miner = await books.Read((queries, cancel) => queries.ReadMiner(address, cancel), http.RequestAborted)
            ?? throw new ProblemException(Problem.AddressUnknown());
        return Json.Reply(MinerDocument.Of(pool, miner, time.GetUtcNow(), options)) with { Cache = _publicCache };
    }

    public async Task<Reply> ListMinerPayments(HttpContext http)
    {
        RequirePool(http);
        var paging = Paging.Of(http.Request, options);
        var address = addresses.Canonical(Value(http, "address"));
        var snapshot = await snapshots.Get(http.RequestAborted);
        var page = await lists.MinerPayments(address, paging, http.RequestAborted);
        if (page.Items.Count == 0
            && await books.Read((queries, cancel) => queries.ReadMiner(address, cancel), http.RequestAborted) is null)
        {
            throw new ProblemException(Problem.AddressUnknown());
        }

        return ListReply(snapshot, paging, page, MinerPaymentDocument.Of, false);
    }

    public static Task<Reply> NotFound(HttpContext http) =>
        throw new ProblemException(Problem.NotFound(http.Request.Path.Value ?? "/"));

    /// <summary>Everything here is public and read only, so pages from anywhere may read it.</summary>
    public static void AllowAllOrigins(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.AccessControlExposeHeaders = "ETag, Link, Retry-After";
    }

    public static Task Preflight(HttpContext http)
    {
        AllowAllOrigins(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        http.Response.Headers.AccessControlAllowHeaders = "If-None-Match";
        http.Response.Headers.AccessControlMaxAge = PreflightAge.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private Reply ListReply<TItem, TSource>(
        PoolSnapshot snapshot, Paging paging, Slice<TSource> page, Func<TSource, TItem> item, bool inSnapshot)
    {
        byte[] Render() => Json.Bytes(ListDocument.Of(page, item, snapshot.AsOf, snapshot.Sequence));
        var reply = inSnapshot
            ? FromSnapshot(snapshot, Render)
            : new Reply(StatusCodes.Status200OK, Reply.JsonType, Render, Cache: _publicCache);
        return page.Next is null
            ? reply
            : reply with { Next = string.Create(CultureInfo.InvariantCulture, $"?limit={paging.Limit}&cursor={page.Next}") };
    }

    private Reply FromSnapshot(PoolSnapshot snapshot, Func<byte[]> render) =>
        new(StatusCodes.Status200OK, Reply.JsonType, render, CacheHeader.Tag(pool, snapshot), _publicCache);

    private void RequirePool(HttpContext http)
    {
        var asked = Value(http, "pool");
        if (asked != pool.Id)
        {
            throw new ProblemException(Problem.PoolUnknown(asked));
        }
    }

    private static string Value(HttpContext http, string name) => http.GetRouteValue(name) as string ?? "";
}

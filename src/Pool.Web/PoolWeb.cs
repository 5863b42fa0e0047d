using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pool.Web.Api;
using Pool.Web.Health;
using Pool.Web.Http;
using Pool.Web.Metrics;
using Pool.Web.Pages;
using Pool.Web.Reading;

namespace Pool.Web;

/// <summary>Adds pages, API, health and metrics of one pool to a host.</summary>
public static class PoolWeb
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// The host registers what is read: <see cref="Core.Stats.IPoolQueries"/>, <see cref="Core.Templates.ITemplateFeed"/>,
    /// <see cref="Core.Stats.HealthBoard"/>, <see cref="IAddressCheck"/>, <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="meter">Whose instruments /metrics shows.</param>
    public static IServiceCollection AddPoolWeb(
        this IServiceCollection services, PoolDescription pool, Meter meter, WebOptions? options = null)
    {
        var limits = (options ?? new WebOptions()).Checked();
        services.AddRouting();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.MaxRequestBody;
            kestrel.Limits.MaxRequestLineSize = limits.MaxRequestLine;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxRequestHeaders;
        });
        return services
            .AddSingleton(pool)
            .AddSingleton(limits)
            .AddSingleton(_ => new MeterReader(meter, limits.MaxSeries))
            .AddSingleton<BooksReader>()
            .AddSingleton<SnapshotSource>()
            .AddSingleton<Lists>()
            .AddSingleton<Addresses>()
            .AddSingleton<Serving>()
            .AddSingleton<PoolsApi>()
            .AddSingleton<HealthPages>()
            .AddSingleton<Site>();
    }

    /// <summary>Maps everything, and an answer for paths where nothing is.</summary>
    public static IEndpointRouteBuilder MapPool(this IEndpointRouteBuilder routes) =>
        routes.MapPoolSite().MapPoolApi().MapPoolOperations();

    /// <summary>The pages for people, and their style sheet.</summary>
    public static IEndpointRouteBuilder MapPoolSite(this IEndpointRouteBuilder routes)
    {
        var serving = routes.ServiceProvider.GetRequiredService<Serving>();
        var site = routes.ServiceProvider.GetRequiredService<Site>();
        void Map(string path, Func<HttpContext, Task<Reply>> handle) =>
            routes.MapMethods(path, Reads, serving.Serve(handle, site.Show));

        Map("/", site.Home);
        Map("/m", Site.Lookup);
        Map("/m/{address}", site.Miner);
        Map("/blocks", site.Blocks);
        Map("/payments", site.Payments);
        Map("/style.css", site.Style);
        Map("/{**rest}", Site.NotFound);
        return routes;
    }

    /// <summary>The public API, version 1.</summary>
    public static IEndpointRouteBuilder MapPoolApi(this IEndpointRouteBuilder routes)
    {
        var serving = routes.ServiceProvider.GetRequiredService<Serving>();
        var api = routes.ServiceProvider.GetRequiredService<PoolsApi>();
        void Map(string path, Func<HttpContext, Task<Reply>> handle)
        {
            var serve = serving.Serve(handle, (http, problem) => problem.ToReply(http));
            routes.MapMethods(path, Reads, http =>
            {
                PoolsApi.AllowAllOrigins(http);
                return serve(http);
            });
        }

        Map("/api/v1/pools", api.ListPools);
        Map("/api/v1/pools/{pool}", api.ReadPool);
        Map("/api/v1/pools/{pool}/blocks", api.ListBlocks);
        Map("/api/v1/pools/{pool}/payments", api.ListPayments);
        Map("/api/v1/pools/{pool}/miners/{address}", api.ReadMiner);
        Map("/api/v1/pools/{pool}/miners/{address}/payments", api.ListMinerPayments);
        Map("/api/{**rest}", PoolsApi.NotFound);
        routes.MapMethods("/api/{**rest}", [HttpMethods.Options], PoolsApi.Preflight);
        return routes;
    }

    /// <summary>Health and metrics, for operators and orchestrators; a host may map them elsewhere.</summary>
    public static IEndpointRouteBuilder MapPoolOperations(this IEndpointRouteBuilder routes)
    {
        var serving = routes.ServiceProvider.GetRequiredService<Serving>();
        var health = routes.ServiceProvider.GetRequiredService<HealthPages>();
        var meters = routes.ServiceProvider.GetRequiredService<MeterReader>();
        void Map(string path, Func<HttpContext, Task<Reply>> handle) =>
            routes.MapMethods(path, Reads, serving.Serve(handle, (http, problem) => problem.ToReply(http)));

        Map("/health/live", HealthPages.Live);
        Map("/health/ready", health.Ready);
        Map("/metrics", _ => Task.FromResult(Reply.Text(StatusCodes.Status200OK, MetricsText.ContentType, meters.Write)));
        return routes;
    }
}

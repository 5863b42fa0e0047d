using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pool.Core.Stats;
using Pool.Core.Templates;
using Pool.Testing;

namespace Pool.Web.Tests;

/// <summary>The whole web part in a host without sockets, over books in memory.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebHost(WebOptions? options, PoolDescription pool)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<IPoolQueries>(Books)
            .AddSingleton<ITemplateFeed>(Feed)
            .AddSingleton(Board)
            .AddSingleton<IAddressCheck>(new FakeAddressCheck())
            .AddSingleton<TimeProvider>(Clock)
            .AddPoolWeb(pool, Meter, options);
        _app = builder.Build();
        _app.MapPool();
        Board.Good("daemon", "synchronised");
    }

    public FakeBooks Books { get; } = new();

    public FakeFeed Feed { get; } = new();

    public HealthBoard Board { get; } = new();

    public FakeClock Clock { get; } = new(Samples.Now);

    public Meter Meter { get; } = new("pool");

    public static async Task<WebHost> Start(WebOptions? options = null, PoolDescription? pool = null)
    {
        var host = new WebHost(options, pool ?? Samples.Pool);
        await host._app.StartAsync();
        return host;
    }

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, headers);

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var client = _app.GetTestClient();
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    public async Task<string> GetText(string path)
    {
        using var answer = await Get(path);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<JsonNode> GetJson(string path) => JsonNode.Parse(await GetText(path))!;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Meter.Dispose();
    }
}

internal static class JsonText
{
    /// <summary>The same members in the same order with the same values, whatever the white space.</summary>
    public static void ShouldBeJson(this string text, string expected) =>
        JsonNode.Parse(text)!.ToJsonString().ShouldBe(JsonNode.Parse(expected)!.ToJsonString());
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Pool.Demo.Regtest;

namespace Pool.EndToEnd.Tests;

/// <summary>A pool.json for a test.</summary>
public sealed class PoolFile
{
    public const string Id = "xmr";

    private PoolFile(string path, JsonObject settings, int stratumPort, int webPort) =>
        (Path, Settings, StratumPort, WebPort) = (path, settings, stratumPort, webPort);

    public string Path { get; }

    public JsonObject Settings { get; }

    public int StratumPort { get; }

    public int WebPort { get; }

    public Uri Page => new($"http://127.0.0.1:{WebPort}/");

    public string StorePath => (string)Settings["store"]!["path"]!;

    /// <summary>Every hash is a share; payouts of anything, every second, confirmed by two blocks.</summary>
    public static PoolFile For(RegtestChain chain, string folder)
    {
        var ports = FreePorts.Take(2);
        var settings = JsonSerializer.SerializeToNode(new
        {
            pool = new { id = Id, name = "End to end", coin = "monero", network = "regtest" },
            store = new { path = System.IO.Path.Combine(folder, "pool.db") },
            daemons = new[] { new { url = chain.Daemon.Rpc.Url, zmq = chain.Daemon.ZmqEndpoint } },
            wallet = new { url = chain.PoolWallet.Rpc.Url, address = chain.PoolAddress },
            stratum = new
            {
                publicHost = "127.0.0.1",
                staleGraceSeconds = 60,
                ports = new[] { new { address = "127.0.0.1", port = ports[0], difficulty = 1, description = "test" } },
            },
            web = new { address = "127.0.0.1", port = ports[1] },
            payouts = new { minimumAtomic = 1_000_000_000, intervalSeconds = 2, confirmations = 2 },
            hashing = new { threads = 1 },
            log = new { format = "json", level = "Information" },
        })!.AsObject();
        return new(System.IO.Path.Combine(folder, "pool.json"), settings, ports[0], ports[1]);
    }

    public Task Write(CancellationToken cancel) => File.WriteAllTextAsync(Path, Settings.ToJsonString(), cancel);
}

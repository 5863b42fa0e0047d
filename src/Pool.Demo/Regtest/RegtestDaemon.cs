using System.Globalization;
using Pool.CryptoNote.Rpc;

namespace Pool.Demo.Regtest;

/// <summary>
/// A real monerod with a chain of its own: no network, fixed difficulty, blocks on demand. Loopback only. The chain stays
/// over restarts, also with another difficulty.
/// </summary>
public sealed class RegtestDaemon : IAsyncDisposable
{
    /// <summary>Blocks that one call generates, 0.1 to 0.3 s each at difficulty 1, so that progress shows.</summary>
    private const int GenerateAtOnce = 10;

    private static readonly TimeSpan AskDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Ten blocks on an overloaded machine.</summary>
    private static readonly TimeSpan GenerateDeadline = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly RegtestLogin? _login;
    private int[] _ports = [];
    private RegtestProcess? _process;
    private RpcClient? _rpc;

    private RegtestDaemon(string folder, RegtestLogin? login) => (_folder, _login) = (folder, login);

    /// <summary>Chosen at the first start; kept over restarts, so that clients find it again.</summary>
    public RpcEndpoint Rpc { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>What <c>ZmqNotifications</c> connects to.</summary>
    public string ZmqEndpoint { get; private set; } = "";

    /// <summary>The chain's folder, to be copied while the daemon is stopped.</summary>
    public string DataFolder => Path.Combine(_folder, "chain");

    public bool IsRunning => _process is { HasExited: false };

    internal RegtestLogin? Login => _login;

    /// <param name="folder">Its own folder; a chain that lies in its DataFolder is kept.</param>
    /// <param name="difficulty">1 finds a block with any hash.</param>
    /// <exception cref="InvalidOperationException">It is not installed or does not start; the message says why.</exception>
    public static async Task<RegtestDaemon> Start(
        string folder, long difficulty = 1, RegtestLogin? login = null, CancellationToken cancel = default)
    {
        var daemon = new RegtestDaemon(folder, login);
        await daemon.Run(difficulty, samePorts: false, cancel);
        return daemon;
    }

    /// <summary>Stops it if it runs and starts it again on the same chain and ports.</summary>
    public async Task Restart(long difficulty, CancellationToken cancel = default)
    {
        await Stop();
        await Run(difficulty, samePorts: true, cancel);
    }

    /// <summary>An orderly end: the chain's folder may be copied afterwards.</summary>
    public Task Stop() => _process?.Stop() ?? Task.CompletedTask;

    /// <summary>A crash.</summary>
    public Task Kill() => _process?.Kill() ?? Task.CompletedTask;

    /// <summary>Height of the next block.</summary>
    public async Task<long> GetHeight(CancellationToken cancel = default) =>
        (await Client.Call("get_info", new { }, AskDeadline, cancel)).Required("get_info").Number("height");

    /// <summary>Mines blocks to an address; only at difficulty 1 is that a matter of tenths of a second each.</summary>
    /// <param name="progress">Told after every few blocks how many are done.</param>
    public async Task<IReadOnlyList<Hash32>> GenerateBlocks(
        string address, int count, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        List<Hash32> blocks = [];
        while (blocks.Count < count)
        {
            var parameters = new
            {
                amount_of_blocks = Math.Min(GenerateAtOnce, count - blocks.Count),
                wallet_address = address,
                starting_nonce = 0,
            };
            var answer = await Client.Call("generateblocks", parameters, GenerateDeadline, cancel);
            var found = answer.Required("generateblocks").Hashes("blocks");
            blocks.AddRange(found.Length > 0 ? found : throw new InvalidOperationException("generateblocks found no block"));
            progress?.Report(blocks.Count);
        }

        return blocks;
    }

    public async ValueTask DisposeAsync()
    {
        _rpc?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private RpcClient Client => _rpc ?? throw new InvalidOperationException("the daemon was never started");

    private async Task Run(long difficulty, bool samePorts, CancellationToken cancel)
    {
        Directory.CreateDirectory(DataFolder);
        var log = Path.Combine(_folder, "monerod.log");
        _process = await RegtestServer.Start(
            () =>
            {
                Use(samePorts ? _ports : FreePorts.Take(4));
                return RegtestProcess.Start("monerod", Arguments(difficulty, log), _folder);
            },
            async stop => (await Client.Call("get_info", new { }, AskDeadline, stop)).Required("get_info"),
            log,
            cancel);
    }

    private void Use(int[] ports)
    {
        _ports = ports;
        Rpc = new RpcEndpoint(Url(ports[0]), _login?.User, _login?.Password);
        ZmqEndpoint = string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{ports[3]}");
        _rpc?.Dispose();
        _rpc = new RpcClient(Rpc, new RpcLimits(), TimeProvider.System);
    }

    private static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private string[] Arguments(long difficulty, string log)
    {
        string[] arguments =
        [
            "--regtest", "--keep-fakechain", "--offline", "--fixed-difficulty", Text(difficulty), "--data-dir", DataFolder,
            "--no-igd", "--check-updates", "disabled", "--disable-rpc-ban", "--non-interactive", "--rpc-ssl", "disabled",
            "--rpc-bind-ip", "127.0.0.1", "--rpc-bind-port", Text(_ports[0]),
            "--p2p-bind-ip", "127.0.0.1", "--p2p-bind-port", Text(_ports[1]),
            "--zmq-rpc-bind-ip", "127.0.0.1", "--zmq-rpc-bind-port", Text(_ports[2]),
            "--zmq-pub", ZmqEndpoint,
            "--log-level", "0", "--log-file", log,
        ];
        return _login is null ? arguments : [.. arguments, "--rpc-login", _login.Argument];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Net;
using Pool.CryptoNote.Nodes;
using Pool.CryptoNote.Rpc;

namespace Pool.Demo.Regtest;

/// <summary>
/// A real monerod in regtest on loopback. Its difficulty is fixed per start and may change over restarts on the kept chain:
/// prime and mature at 1, mine at a higher one.
/// </summary>
public sealed class RegtestDaemon : IAsyncDisposable
{
    /// <summary>Blocks asked for at once: progress shows, and no call comes near its deadline (0.3 s a block).</summary>
    private const int Portion = 10;

    private static readonly TimeSpan GenerateDeadline = TimeSpan.FromSeconds(120);

    private readonly string _folder;
    private readonly string? _login;
    private readonly int[] _ports = FreePorts.Take(4);
    private readonly JsonRpcClient _rpc;
    private ServerProcess? _process;

    /// <param name="folder">Where the chain is kept.</param>
    /// <param name="login">user:password, or null.</param>
    public RegtestDaemon(string folder, string? login = null)
    {
        (_folder, _login) = (folder, login);
        Credential = Credentials.Read(login);
        _rpc = new JsonRpcClient(Url, Credential, (problem, inner) => new IOException($"monerod: {problem}", inner));
    }

    public Uri Url => new($"http://127.0.0.1:{_ports[0]}");

    public string ZmqAddress => $"tcp://127.0.0.1:{_ports[3]}";

    public NetworkCredential? Credential { get; }

    /// <summary>The pool's own client for it.</summary>
    public MonerodDaemon Client() => new(new MonerodOptions { Url = Url, Login = Credential });

    /// <summary>Starts it, or starts it anew, on the chain that is there.</summary>
    public async Task Start(long difficulty, CancellationToken cancel)
    {
        await Stop();
        List<string> arguments =
        [
            "--regtest", "--keep-fakechain", "--offline", "--fixed-difficulty", difficulty.ToString(CultureInfo.InvariantCulture),
            "--data-dir", _folder, "--no-igd", "--check-updates", "disabled",
            "--rpc-bind-ip", "127.0.0.1", "--rpc-bind-port", Port(0),
            "--p2p-bind-ip", "127.0.0.1", "--p2p-bind-port", Port(1),
            "--zmq-rpc-bind-ip", "127.0.0.1", "--zmq-rpc-bind-port", Port(2), "--zmq-pub", ZmqAddress,
            "--disable-rpc-ban", "--non-interactive", "--log-level", "0", "--log-file", Path.Combine(_folder, "monerod.log"),
        ];
        if (_login is not null)
        {
            arguments.AddRange(["--rpc-login", _login]);
        }

        _process = await ServerProcess.Start("monerod", "monero", arguments, Answers, cancel);
    }

    /// <summary>Mines blocks by the daemon itself; sensible at difficulty 1 only.</summary>
    /// <param name="progress">Told how many are done.</param>
    public async Task Generate(int blocks, string address, CancellationToken cancel, Action<int>? progress = null)
    {
        for (var done = 0; done < blocks;)
        {
            var portion = Math.Min(Portion, blocks - done);
            var answer = await _rpc.Call(
                "generateblocks", new { amount_of_blocks = portion, wallet_address = address, starting_nonce = 0 }, GenerateDeadline, cancel);
            if (answer.Error is { } error)
            {
                throw new IOException($"monerod generates no blocks: {error.Message} ({error.Code})");
            }

            done += portion;
            progress?.Invoke(done);
        }
    }

    /// <summary>Graceful; the chain is kept.</summary>
    public async Task Stop()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _rpc.Dispose();
    }

    private string Port(int index) => _ports[index].ToString(CultureInfo.InvariantCulture);

    private async Task<bool> Answers(CancellationToken cancel)
    {
        try
        {
            var answer = await _rpc.Call("get_info", null, TimeSpan.FromSeconds(5), cancel);
            return answer.Error is null;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

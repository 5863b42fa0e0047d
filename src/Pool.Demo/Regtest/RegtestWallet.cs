using System.Globalization;
using Pool.CryptoNote.Rpc;

namespace Pool.Demo.Regtest;

/// <summary>A real monero-wallet-rpc on a <see cref="RegtestDaemon"/>, one wallet open at a time. Loopback only.</summary>
public sealed class RegtestWallet : IAsyncDisposable
{
    private static readonly TimeSpan AskDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Making or opening a wallet makes an RSA key of 4096 bits: 2 s, and 30 s on a machine with forty builds.</summary>
    private static readonly TimeSpan WalletDeadline = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly RegtestDaemon _daemon;
    private readonly RegtestLogin? _login;
    private int _port;
    private RegtestProcess? _process;
    private RpcClient? _rpc;
    private string? _open;

    private RegtestWallet(string folder, RegtestDaemon daemon, RegtestLogin? login) =>
        (_folder, _daemon, _login) = (folder, daemon, login);

    /// <summary>Chosen at the first start; kept over restarts.</summary>
    public RpcEndpoint Rpc { get; private set; } = new("http://127.0.0.1:1");

    public bool IsRunning => _process is { HasExited: false };

    /// <param name="folder">Its own folder; wallets lie in it.</param>
    /// <exception cref="InvalidOperationException">It is not installed or does not start; the message says why.</exception>
    public static async Task<RegtestWallet> Start(
        string folder, RegtestDaemon daemon, RegtestLogin? login = null, CancellationToken cancel = default)
    {
        var wallet = new RegtestWallet(folder, daemon, login);
        await wallet.Run(cancel);
        return wallet;
    }

    /// <summary>Makes a new wallet and leaves it open.</summary>
    /// <returns>Its primary address.</returns>
    public async Task<string> Create(string name, CancellationToken cancel = default)
    {
        await Do("create_wallet", new { filename = name, password = "", language = "English" }, cancel);
        _open = name;
        return await Address(cancel);
    }

    /// <summary>Opens a wallet that was made before, closing the one that is open.</summary>
    /// <returns>Its primary address.</returns>
    public async Task<string> Open(string name, CancellationToken cancel = default)
    {
        await Do("open_wallet", new { filename = name, password = "" }, cancel);
        _open = name;
        return await Address(cancel);
    }

    /// <summary>The atomic units that the open wallet's first account has, after it has read all blocks.</summary>
    public Task<long> Balance(CancellationToken cancel = default) => Balance(0, cancel);

    /// <summary>The atomic units of one of the open wallet's accounts, after it has read all blocks.</summary>
    public async Task<long> Balance(long account, CancellationToken cancel = default)
    {
        await Do("refresh", new { }, cancel);
        var answer = await Client.Call("get_balance", new { account_index = account }, WalletDeadline, cancel);
        return answer.Required("get_balance").Number("balance");
    }

    /// <summary>Makes a new account in the open wallet: a payee of its own without a wallet of its own.</summary>
    /// <returns>Its number, and its address, which is a subaddress.</returns>
    public async Task<(long Account, string Address)> CreateAccount(CancellationToken cancel = default)
    {
        var answer = (await Client.Call("create_account", new { }, WalletDeadline, cancel)).Required("create_account");
        return (answer.Number("account_index"), answer.Text("address"));
    }

    /// <summary>Stops it if it runs, starts it again on the same port, and opens the wallet that was open.</summary>
    public async Task Restart(CancellationToken cancel = default)
    {
        await Stop();
        await Run(cancel);
        if (_open is { } name)
        {
            await Open(name, cancel);
        }
    }

    /// <summary>An orderly end: the open wallet is saved.</summary>
    public Task Stop() => _process?.Stop() ?? Task.CompletedTask;

    /// <summary>A crash.</summary>
    public Task Kill() => _process?.Kill() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _rpc?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private RpcClient Client => _rpc ?? throw new InvalidOperationException("the wallet was never started");

    private async Task<string> Address(CancellationToken cancel) =>
        (await Client.Call("get_address", new { account_index = 0 }, AskDeadline, cancel))
        .Required("get_address").Text("address");

    private async Task Do(string method, object parameters, CancellationToken cancel) =>
        (await Client.Call(method, parameters, WalletDeadline, cancel)).Required(method);

    private async Task Run(CancellationToken cancel)
    {
        var wallets = Directory.CreateDirectory(Path.Combine(_folder, "wallets")).FullName;
        var log = Path.Combine(_folder, "wallet.log");
        var restart = _port != 0;
        _process = await RegtestServer.Start(
            () =>
            {
                Use(restart ? _port : FreePorts.Take(1)[0]);
                return RegtestProcess.Start("monero-wallet-rpc", Arguments(wallets, log), _folder);
            },
            async stop => (await Client.Call("get_version", new { }, AskDeadline, stop)).Required("get_version"),
            log,
            cancel);
    }

    private void Use(int port)
    {
        _port = port;
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        Rpc = new RpcEndpoint(url, _login?.User, _login?.Password);
        _rpc?.Dispose();
        _rpc = new RpcClient(Rpc, new RpcLimits(), TimeProvider.System);
    }

    private List<string> Arguments(string wallets, string log)
    {
        // Without the two "disabled" it makes RSA keys also at its start and for connections to the node.
        List<string> arguments =
        [
            "--rpc-ssl", "disabled", "--daemon-ssl", "disabled",
            "--rpc-bind-ip", "127.0.0.1", "--rpc-bind-port", _port.ToString(CultureInfo.InvariantCulture),
            "--wallet-dir", wallets, "--shared-ringdb-dir", Path.Combine(_folder, "ringdb"),
            "--daemon-address", _daemon.Rpc.Name, "--trusted-daemon", "--non-interactive",
            "--log-level", "0", "--log-file", log,
        ];
        arguments.AddRange(_login is null ? ["--disable-rpc-login"] : ["--rpc-login", _login.Argument]);
        if (_daemon.Login is { } login)
        {
            arguments.AddRange(["--daemon-login", login.Argument]);
        }

        return arguments;
    }
}

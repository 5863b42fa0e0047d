using System.Globalization;
using System.Net;
using Pool.CryptoNote.Rpc;
using Pool.CryptoNote.Wallets;

namespace Pool.Demo.Regtest;

/// <summary>A real monero-wallet-rpc on loopback; it has one wallet open at a time.</summary>
public sealed class RegtestWallet : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly RegtestDaemon _daemon;
    private readonly string _folder;
    private readonly string? _login;
    private readonly int _port = FreePorts.Take(1)[0];
    private readonly JsonRpcClient _rpc;
    private ServerProcess? _process;

    /// <param name="folder">Where its wallets are kept.</param>
    /// <param name="login">user:password, or null.</param>
    public RegtestWallet(RegtestDaemon daemon, string folder, string? login = null)
    {
        (_daemon, _folder, _login) = (daemon, folder, login);
        Credential = Credentials.Read(login);
        _rpc = new JsonRpcClient(Url, Credential, (problem, inner) => new IOException($"monero-wallet-rpc: {problem}", inner));
    }

    public Uri Url => new($"http://127.0.0.1:{_port}");

    public NetworkCredential? Credential { get; }

    /// <summary>The pool's own client for it.</summary>
    public MoneroWalletRpc Client() => new(new WalletOptions { Url = Url, Login = Credential });

    public async Task Start(CancellationToken cancel)
    {
        await Stop();
        List<string> arguments =
        [
            "--rpc-bind-ip", "127.0.0.1", "--rpc-bind-port", _port.ToString(CultureInfo.InvariantCulture),
            "--wallet-dir", _folder, "--daemon-address", _daemon.Url.Authority, "--trusted-daemon",
            "--log-level", "0", "--log-file", Path.Combine(_folder, "wallet-rpc.log"), "--non-interactive",
        ];
        arguments.AddRange(_login is null ? ["--disable-rpc-login"] : ["--rpc-login", _login]);
        if (_daemon.Credential is { } login)
        {
            arguments.AddRange(["--daemon-login", $"{login.UserName}:{login.Password}"]);
        }

        _process = await ServerProcess.Start("monero-wallet-rpc", "monero", arguments, Answers, cancel);
    }

    /// <summary>Makes a wallet, leaves it open and tells its address.</summary>
    public async Task<string> Create(string name, CancellationToken cancel)
    {
        await Call("create_wallet", new { filename = name, password = "", language = "English" }, cancel);
        return await Address(cancel);
    }

    /// <summary>Opens another wallet, or the same again after a restart.</summary>
    public Task Open(string name, CancellationToken cancel) => Call("open_wallet", new { filename = name, password = "" }, cancel);

    public async Task<string> Address(CancellationToken cancel) =>
        (await Call("get_address", new { account_index = 0 }, cancel)).GetProperty("address").GetString()!;

    /// <summary>Total balance of the open wallet after it has read every block, atomic units.</summary>
    public async Task<long> Balance(CancellationToken cancel)
    {
        await Call("refresh", new { }, cancel);
        return (await Call("get_balance", new { account_index = 0 }, cancel)).GetProperty("balance").GetInt64();
    }

    /// <summary>Any other call, for tests.</summary>
    public async Task<System.Text.Json.JsonElement> Call(string method, object parameters, CancellationToken cancel)
    {
        var answer = await _rpc.Call(method, parameters, Deadline, cancel);
        return answer.Error is { } error
            ? throw new IOException($"monero-wallet-rpc {method}: {error.Message} ({error.Code})")
            : answer.Result;
    }

    /// <summary>Graceful: it stores its wallet.</summary>
    public async Task Stop()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        if (_process is not null)
        {
            await _process.KillHard();
            await Stop();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _rpc.Dispose();
    }

    private async Task<bool> Answers(CancellationToken cancel)
    {
        try
        {
            return (await _rpc.Call("get_version", null, TimeSpan.FromSeconds(5), cancel)).Error is null;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

using Pool.Core.Chain;
using Pool.Core.Stats;
using Pool.CryptoNote.Nodes;
using Pool.CryptoNote.Rpc;
using Pool.CryptoNote.Wallets;
using Pool.Standalone.Configuration;
using Pool.Storage;

namespace Pool.Standalone.Hosting;

/// <summary>The books, the nodes and the wallet of one configuration, opened; the host and the tools stand on it.</summary>
public sealed class OpenBooks : IAsyncDisposable
{
    /// <summary>
    /// A rescan gets a minute here: the payer's lease must outlast every wallet call twice over, and a wallet that needs longer
    /// goes on with it after we stop waiting.
    /// </summary>
    public static readonly MoneroWalletOptions WalletDeadlines = new() { RescanDeadline = TimeSpan.FromMinutes(1) };

    private readonly PoolStore _store;
    private readonly List<IDisposable> _clients = [];

    private OpenBooks(PoolStore store, PoolSettings settings, ILiveEvents events)
    {
        _store = store;
        var daemons = new List<IDaemon>();
        foreach (var daemon in settings.Daemons)
        {
            daemons.Add(Client(daemon));
            _clients.Add((IDisposable)daemons[^1]);
        }

        var wallet = Client(settings.Wallet);
        _clients.Add(wallet);
        Ports = new PoolPorts(
            daemons, wallet, store.Shares, store.Activations, store.Blocks, store.Ledger, store.Payouts, store.Queries, store.Miners, events);
    }

    public PoolPorts Ports { get; }

    /// <summary>For the running pool: makes the books when there are none.</summary>
    public static async Task<OpenBooks> OpenOrCreate(PoolSettings settings, ILiveEvents events, TimeProvider time, CancellationToken cancel) =>
        File.Exists(settings.StorePath)
            ? new(await PoolStore.OpenExistingSqlite(settings.StorePath, settings.Id, StoreOptions.Default, time, cancel), settings, events)
            : new(await PoolStore.OpenSqlite(settings.StorePath, settings.Id, StoreOptions.Default, time, cancel), settings, events);

    /// <summary>For tools: books that are not there are an error.</summary>
    public static async Task<OpenBooks> Open(PoolSettings settings, TimeProvider time, CancellationToken cancel) =>
        new(await PoolStore.OpenExistingSqlite(settings.StorePath, settings.Id, StoreOptions.Default, time, cancel), settings, new NoEvents());

    /// <summary>A payee that was set aside is paid again.</summary>
    /// <returns>False when nobody of this address is set aside.</returns>
    public async Task<bool> ReleasePayee(string address, CancellationToken cancel)
    {
        var held = (await Ports.Payouts.ListHeldPayees(cancel)).FirstOrDefault(payee => payee.Address == address);
        if (held is not null)
        {
            await _store.Payouts.ReleasePayee(held.Account, cancel);
        }

        return held is not null;
    }

    public static MonerodDaemon Client(DaemonSettings settings) =>
        new(Endpoint(settings.Url, settings.Login), new MonerodOptions(), TimeProvider.System);

    public static MoneroWalletRpc Client(WalletSettings settings) =>
        new(Endpoint(settings.Url, settings.Login), WalletDeadlines, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _store.DisposeAsync();
    }

    private static RpcEndpoint Endpoint(Uri url, Login? login) =>
        new(url.GetLeftPart(UriPartial.Authority), login?.User, login?.Password);

    private sealed class NoEvents : ILiveEvents
    {
        public void Tell(LiveEvent happened)
        {
            // A tool prints what it did itself.
        }
    }
}

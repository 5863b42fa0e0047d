using Pool.Core.Templates;
using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Coins;
using Pool.CryptoNote.Keys;
using Pool.CryptoNote.Nodes;
using Pool.CryptoNote.Wallets;
using Pool.Demo.Regtest;

namespace Pool.CryptoNote.Tests.Real;

/// <summary>A real node and wallet of Debian's package monero, with a chain on which the wallet can pay. Made once.</summary>
public sealed class MoneroFixture : IAsyncLifetime, IDisposable
{
    public const ulong PoolTag = 0xA1B2C3D4E5F60718;

    /// <summary>Ring size 16 needs 16 unlocked outputs beside those spent: 60 of maturity and 22 more.</summary>
    private const int PrimedBlocks = 82;

    private readonly TempFolder _folder = new("pool-cryptonote-tests");

    public RegtestDaemon Node { get; private set; } = null!;

    public RegtestWallet WalletServer { get; private set; } = null!;

    public MonerodDaemon Daemon { get; private set; } = null!;

    public MoneroWalletRpc Wallet { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public PoolKeys Keys { get; private set; } = null!;

    public CoinFacts Monero { get; } = CoinFile.Load("monero");

    public MoneroTemplateReader TemplateReader => new(Monero, Keys);

    public MoneroCoinbaseReader CoinbaseReader => new(Keys, PoolTag);

    public async Task InitializeAsync()
    {
        Node = await RegtestDaemon.Start(_folder.Sub("node"));
        WalletServer = await RegtestWallet.Start(_folder.Sub("wallet"), Node);
        Address = await WalletServer.Create("pool");
        Daemon = new MonerodDaemon(Node.Rpc, new MonerodOptions(), TimeProvider.System);
        Wallet = new MoneroWalletRpc(WalletServer.Rpc, new MoneroWalletOptions(), TimeProvider.System);
        Keys = new PoolKeys(
            new AddressReader(Monero).Read(Address, "fakechain", AddressKinds.Standard).Address!, await Wallet.GetViewKey(default));
        await Node.GenerateBlocks(Address, PrimedBlocks);
        await Wallet.Refresh(default);
    }

    public async Task DisposeAsync()
    {
        Daemon?.Dispose();
        Wallet?.Dispose();
        if (WalletServer is not null)
        {
            await WalletServer.DisposeAsync();
        }

        if (Node is not null)
        {
            await Node.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A template of the node's, checked.</summary>
    public async Task<BlockTemplate> Template(MonerodDaemon? daemon = null)
    {
        var raw = await (daemon ?? Daemon).GetBlockTemplate(Address, ExtraNonce.Size, default);
        return TemplateReader.Read(raw, new TemplateId(1, 1), out var problem).ShouldNotBeNull(problem);
    }
}

/// <summary>Tests on the one real node, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RealMonero : ICollectionFixture<MoneroFixture>
{
    public const string Name = "real monero";
}

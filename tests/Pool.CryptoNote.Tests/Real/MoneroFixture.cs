using Pool.Core;
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

    /// <summary>
    /// 76 would do for a payment: 60 of maturity and 16 for the ring. But the wallet looks for 75 different decoys by a lottery
    /// that hardly ever draws some of them, so a chain with little more than 75 old outputs keeps it busy for minutes.
    /// </summary>
    private const int PrimedBlocks = 130;

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

    /// <summary>
    /// Makes blocks until one holds the transaction, mostly the first: a transaction handed in just before may still be on
    /// its way through the node. Then the wallet reads them.
    /// </summary>
    /// <returns>The height of its block.</returns>
    public async Task<long> Mine(Hash32 transaction)
    {
        for (var blocks = 0; blocks < 50; blocks++)
        {
            await Node.GenerateBlocks(Address, 1);
            if ((await Daemon.FindTransaction(transaction, default)).BlockHeight is { } height)
            {
                await Wallet.Refresh(default);
                await Wallet.RescanSpent(default);
                return height;
            }
        }

        throw new ShouldAssertException($"transaction {transaction} is in none of 50 blocks");
    }

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

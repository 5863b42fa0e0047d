using Pool.Demo.Regtest;
using Pool.Hashing;

namespace Pool.EndToEnd.Tests;

/// <summary>
/// One real node and two real wallet servers for all tests, which run one after the other on the same chain; every test has
/// wallets of its own.
/// </summary>
public sealed class RegtestChain : IAsyncLifetime, IDisposable
{
    /// <summary>Half of all hashes are blocks, so that a test can choose of each share whether it is one.</summary>
    public const long Difficulty = 2;

    /// <summary>75 blocks are the least at which a ring of 16 can be made (60 to unlock, 16 outputs); a few more for comfort.</summary>
    private const int PrimeBlocks = 80;

    private readonly TempFolder _folder = new("pool-e2e");
    private RegtestDaemon? _daemon;
    private RegtestWallet? _poolWallet;
    private RegtestWallet? _minerWallet;

    /// <summary>For miners: its RandomX cache takes half a second to make, or many on a busy machine.</summary>
    public PowEngine Engine { get; } = new();

    public RegtestDaemon Daemon => _daemon!;

    /// <summary>Of the pool.</summary>
    public RegtestWallet PoolWallet => _poolWallet!;

    /// <summary>Of the miners, one open at a time.</summary>
    public RegtestWallet MinerWallet => _minerWallet!;

    /// <summary>Whom blocks go to that only move the chain on.</summary>
    public string Nobody { get; private set; } = "";

    /// <summary>Of the wallet that is open in <see cref="PoolWallet"/>.</summary>
    public string PoolAddress { get; private set; } = "";

    /// <summary>A wallet without any income, for books that begin; five seconds of work for a core.</summary>
    public async Task OpenNewPoolWallet(CancellationToken cancel) =>
        PoolAddress = await PoolWallet.Create($"pool-{Guid.NewGuid():N}", cancel);

    public Task Generate(int blocks, CancellationToken cancel) => Daemon.GenerateBlocks(Nobody, blocks, cancel: cancel);

    public async Task InitializeAsync()
    {
        _daemon = await RegtestDaemon.Start(_folder.Sub("daemon"), Difficulty);
        _poolWallet = await RegtestWallet.Start(_folder.Sub("pool-wallet"), _daemon);
        _minerWallet = await RegtestWallet.Start(_folder.Sub("miner-wallet"), _daemon);
        var nobody = _minerWallet.Create("nobody");
        await OpenNewPoolWallet(CancellationToken.None);
        Nobody = await nobody;
        await Generate(PrimeBlocks, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _minerWallet, _poolWallet, _daemon })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    public void Dispose()
    {
        Engine.Dispose();
        _folder.Dispose();
    }
}

/// <summary>Tests on the one chain.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheChain : ICollectionFixture<RegtestChain>
{
    public const string Name = "regtest chain";
}

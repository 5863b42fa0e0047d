using Pool.Core.Stats;
using Pool.Demo.Regtest;
using Pool.Demo.Story;
using Pool.EndToEnd.Host;
using Pool.Storage;

namespace Pool.EndToEnd.Tests;

/// <summary>A pool with wallet, books and two miners of its own on the shared chain; it can be killed and started again.</summary>
public sealed class Rig : IAsyncDisposable
{
    /// <summary>The payer waits a minute after a predecessor's death: 6 s. The stratum server's 20 s for a login are 2 s.</summary>
    private const int ClockRate = 10;

    /// <summary>The payer's lease is five minutes long; a restart finds it ended.</summary>
    private static readonly TimeSpan LeasePassed = TimeSpan.FromMinutes(5);

    /// <summary>For one condition, on a machine that is busy with builds.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly TempFolder _folder = new("pool-rig");
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(15));
    private readonly HttpClient _http = new();
    private FastClock _clock = new(TimeProvider.System.GetUtcNow(), ClockRate, TimeSpan.Zero);
    private PoolProcess? _pool;

    private Rig(RegtestChain chain) => Chain = chain;

    public RegtestChain Chain { get; }

    public PoolFile File { get; private set; } = null!;

    public TestMiner Alice { get; private set; } = null!;

    public TestMiner Bob { get; private set; } = null!;

    public IReadOnlyList<TestMiner> Miners => [Alice, Bob];

    public CancellationToken Cancel => _deadline.Token;

    /// <summary>The end of its log.</summary>
    public string PoolLog => _pool?.Tail() ?? "";

    public bool PoolIsGone => _pool is null || _pool.HasExited;

    /// <summary>Where a killed pool says at which boundary it was.</summary>
    public string Marker => Path.Combine(_folder.Path, "killed-at");

    public string Folder => _folder.Path;

    /// <summary>For tests that need books which agree with their wallet.</summary>
    public static async Task<Rig> CreateWithNewWallet(RegtestChain chain)
    {
        await chain.OpenNewPoolWallet(CancellationToken.None);
        return await Create(chain);
    }

    /// <summary>With whatever wallet is open.</summary>
    public static async Task<Rig> Create(RegtestChain chain)
    {
        var rig = new Rig(chain);
        rig.File = PoolFile.For(chain, rig._folder.Path);
        rig.Alice = await rig.CreateMiner("alice");
        rig.Bob = await rig.CreateMiner("bob");
        return rig;
    }

    /// <summary>Starts the pool and waits until it can serve miners.</summary>
    /// <param name="killAt">Where it is to kill itself.</param>
    public async Task StartPool(Boundary killAt = Boundary.None, int passage = 1)
    {
        await StopPool();
        await File.Write(Cancel);
        var environment = new Dictionary<string, string>
        {
            [KillPoint.BoundaryVariable] = $"{killAt}:{passage}",
            [KillPoint.MarkerVariable] = Marker,
            [FastClock.Variable] = _clock.ToVariable(),
        };
        _pool = PoolProcess.Start(Path.Combine(AppContext.BaseDirectory, "Pool.EndToEnd.Host.dll"), File.Path, environment);
        await Until("the pool is ready", async () => await Ready() == System.Net.HttpStatusCode.OK);
    }

    /// <summary>Starts the pool again after its death, at a time when the dead one's lease has ended.</summary>
    public Task RestartPool(Boundary killAt = Boundary.None, int passage = 1)
    {
        _clock = _clock.JumpedBy(LeasePassed);
        return StartPool(killAt, passage);
    }

    /// <returns>The exit code.</returns>
    public async Task<int> PoolEnded() => await _pool!.WaitForExit(Cancel);

    /// <summary>An orderly end, if it runs.</summary>
    public async Task StopPool()
    {
        if (_pool is not null)
        {
            await _pool.DisposeAsync();
            _pool = null;
        }
    }

    /// <summary>The answer of /health/ready, or null while nobody answers.</summary>
    public async Task<System.Net.HttpStatusCode?> Ready()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(File.Page, "health/ready"), Cancel);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public Task<string> Get(string path) => _http.GetStringAsync(new Uri(File.Page, path), Cancel);

    public async Task<string> Body(string path)
    {
        using var answer = await _http.GetAsync(new Uri(File.Page, path), Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Reads the books as they are on the disk now, whether the pool runs or not.</summary>
    public async Task<T> Read<T>(Func<PoolStore, Task<T>> read)
    {
        await using var store = await PoolStore.OpenExistingSqlite(File.StorePath, PoolFile.Id, StoreOptions.Default, _clock, Cancel);
        return await read(store);
    }

    /// <summary>What the miner's own wallet says that it got.</summary>
    public Task<long> Balance(TestMiner miner) => Chain.MinerWallet.Balance(miner.Account, Cancel);

    public Task<MinerView?> ReadMiner(TestMiner miner) => Read(store => store.Queries.ReadMiner(miner.Address, Cancel));

    /// <summary>Waits for a condition of the outside world.</summary>
    /// <exception cref="PoolGoneException">The pool ended meanwhile.</exception>
    public async Task Until(string what, Func<Task<bool>> condition)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limited.CancelAfter(Deadline);
        try
        {
            while (!await condition())
            {
                if (PoolIsGone)
                {
                    throw new PoolGoneException(what);
                }

                await Task.Delay(Poll, limited.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"waited in vain until {what}; the pool's log: {PoolLog}");
        }
    }

    private async Task<TestMiner> CreateMiner(string name)
    {
        var (account, address) = await Chain.MinerWallet.CreateAccount(Cancel);
        return new(name, account, address, File.StratumPort, Chain.Engine);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var miner in new[] { Alice, Bob }.OfType<TestMiner>())
        {
            await miner.DisposeAsync();
        }

        await StopPool();
        _http.Dispose();
        _deadline.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The pool ended while something was expected of it.</summary>
public sealed class PoolGoneException(string waitedFor) : Exception($"the pool ended before {waitedFor}");

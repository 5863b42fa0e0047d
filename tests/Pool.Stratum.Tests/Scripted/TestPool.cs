using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pool.Core.Rewards;
using Pool.Core.Stats;
using Pool.Core.Templates;
using Pool.Core.VarDiff;
using Pool.Testing;

namespace Pool.Stratum.Tests;

/// <summary>A stratum server on a loopback port with everything around it scripted.</summary>
internal sealed class TestPool : IAsyncDisposable
{
    private readonly Meter _meter = new("pool.stratum.tests");

    private TestPool(StratumLimits limits, StratumPort port, IJobFactory jobs)
    {
        Metrics = new MetricReader(_meter);
        Server = new StratumServer(
            new StratumSettings([port], RewardScheme.Pplns, limits),
            new StratumServices
            {
                Feed = Feed,
                Recorder = Recorder,
                Submitter = Submitter,
                Directory = Directory,
                Events = Events,
                Health = Health,
                Tags = Tags,
                Jobs = jobs,
                Hasher = Hasher,
                Payees = new ScriptedPayees(),
                Time = Clock,
                Meter = _meter,
                Log = NullLogger.Instance,
            });
        Server.Start();
    }

    public static StratumPort FixedPort { get; } = new(
        IPAddress.Loopback, 0, new VarDiffOptions { Start = 100, Min = 1, Max = 1_000_000 }, Variable: false, "tests");

    public ScriptedFeed Feed { get; } = new();

    public ScriptedRecorder Recorder { get; } = new();

    public ScriptedSubmitter Submitter { get; } = new();

    public ScriptedDirectory Directory { get; } = new();

    public ScriptedEvents Events { get; } = new();

    public ScriptedHasher Hasher { get; } = new();

    public HealthBoard Health { get; } = new();

    public PoolTags Tags { get; } = new("secret"u8, "tests");

    public FakeClock Clock { get; } = new();

    public MetricReader Metrics { get; }

    public StratumServer Server { get; }

    /// <summary>A running server that has work, unless told otherwise.</summary>
    public static async Task<TestPool> Start(
        StratumLimits? limits = null,
        StratumPort? port = null,
        BlockTemplate? template = null,
        bool work = true,
        IJobFactory? jobs = null,
        IShareHasher? hasher = null)
    {
        var pool = new TestPool(limits ?? new StratumLimits(), port ?? FixedPort, jobs ?? new ScriptedJobs());
        pool.Hasher.Real = hasher;
        if (work)
        {
            await pool.Work(template ?? ScriptedJobs.Template(1));
        }

        return pool;
    }

    /// <summary>When a test gives up waiting for what never comes. No test passes by it.</summary>
    public static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>Tells of a template and waits until the server has taken it.</summary>
    public async Task Work(BlockTemplate template)
    {
        Feed.Tell(template);
        await Until(() => Hasher.Prepared.Contains(template));
    }

    /// <summary>Tells of a problem and waits until the server has taken it.</summary>
    public async Task Trouble(string problem)
    {
        Feed.Tell(null, problem);
        await Until(() => Health.Read().Any(entry => !entry.Ok && entry.Text.Contains(problem, StringComparison.Ordinal)));
    }

    public async Task<ScriptedMiner> Connect() => await ScriptedMiner.Connect(Server.Endpoints[0]);

    public async Task<ScriptedMiner> LoggedIn(string login = "good-wallet")
    {
        var miner = await Connect();
        await miner.LogIn(login);
        return miner;
    }

    /// <summary>Waits for something that other threads bring about.</summary>
    public static async Task Until(Func<bool> reached)
    {
        var patience = Patience();
        while (!reached())
        {
            patience.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Hasher.Release();
        await Server.DisposeAsync();
        Metrics.Dispose();
        _meter.Dispose();
    }
}

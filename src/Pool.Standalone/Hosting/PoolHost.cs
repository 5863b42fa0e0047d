using System.Diagnostics.Metrics;
using Pool.Core.Blocks;
using Pool.Core.Chain;
using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Nodes;
using Pool.Hashing;
using Pool.Standalone.Configuration;
using Pool.Standalone.Loops;

namespace Pool.Standalone.Hosting;

/// <summary>
/// The pool in one process: stratum, page and API, and the loops that call the rules, over one SQLite file. Parts are started
/// in the order in which they need each other, and stopped the other way round.
/// </summary>
public sealed class PoolHost : IAsyncDisposable
{
    /// <summary>For flushing shares and handing blocks in at the end; within an orchestrator's usual 30 s.</summary>
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(8);

    private readonly PartStack _parts = new();
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _web;

    private PoolHost()
    {
    }

    /// <summary>What ended the pool, or null when it was told to stop.</summary>
    public Exception? Failure { get; private set; }

    /// <param name="arrange">May put something between the rules and the world.</param>
    /// <param name="time">The clock of the rules and the books; nodes and wallet are waited for by the system's.</param>
    /// <exception cref="Exception">It cannot start; the message says why. Nothing is left running.</exception>
    public static async Task<PoolHost> Start(
        PoolSettings settings, Func<PoolPorts, PoolPorts> arrange, TimeProvider time, CancellationToken cancel)
    {
        var host = new PoolHost();
        try
        {
            await host.StartParts(settings, arrange, time, cancel);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdown(CancellationToken cancel) => _web!.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _parts.DisposeAsync();
        _stop.Dispose();
    }

    private async Task StartParts(PoolSettings settings, Func<PoolPorts, PoolPorts> arrange, TimeProvider time, CancellationToken cancel)
    {
        var builder = WebHost.Builder(settings);
        var meter = _parts.Keep(new Meter(PoolSignals.MeterName));
        var health = new HealthBoard();

        using var startLog = LoggerFactory.Create(logging => LogSetup.Configure(logging, settings.Log));
        var events = new EventLog(startLog.CreateLogger<EventLog>());
        var books = _parts.Keep(await OpenBooks.OpenOrCreate(settings, events, time, cancel));
        var ports = arrange(books.Ports);
        var signals = new PoolSignals(ports.Events, health, meter);
        await Preflight.RequireDaemon(settings, ports.Daemons, cancel);
        var identity = await WalletIdentity.Ask(settings, ports.Wallet, cancel);
        var engine = _parts.Keep(new PowEngine(PowOptions.FromEnvironment() with
        {
            RandomX = settings.Hashing.FullDataset ? RandomXMode.Full : RandomXMode.Light,
            HugePages = settings.Hashing.HugePages,
        }));
        Preflight.RequireAlgorithm(engine, identity.Coin);

        var poller = new TemplatePoller(
            new DaemonGroup(ports.Daemons, new DaemonGroupOptions(), signals, time),
            new MoneroTemplateReader(identity.Coin, identity.Keys),
            ports.Activations,
            identity.Address,
            new TemplatePollerOptions(),
            signals,
            time);
        var outbox = _parts.Keep(await ShareOutbox.Start(ports.Shares, signals, new ShareOutboxOptions(), time, cancel));
        var submitter = _parts.Keep(new BlockSubmitter(ports.Daemons, ports.Blocks, new BlockSubmitterOptions(), signals, time));

        _web = WebHost.Build(builder, settings, identity, ports, poller, health, meter, time);
        var logs = _web.Services.GetRequiredService<ILoggerFactory>();
        Supervise(poller.Run(_stop.Token));
        Subscribe(settings, poller, logs);
        await StartLoops(settings, ports, identity, poller, signals, time, logs, cancel);

        _parts.Keep(new AsyncAction(async () =>
        {
            await outbox.Drain(DrainDeadline);
            await submitter.Drain(DrainDeadline);
        }));
        var hashing = _parts.Keep(new HashPool(engine, new HashPoolOptions { Threads = settings.Hashing.Threads }, meter));
        var stratum = StratumHost.Create(settings, identity, ports, poller, outbox, submitter, engine, hashing, signals, time, logs);
        _parts.Keep(new AsyncAction(() => stratum.Stop(CancellationToken.None)));
        await _web.StartAsync(cancel);
        _parts.Keep(_web);
        stratum.Start();
    }

    private async Task StartLoops(
        PoolSettings settings,
        PoolPorts ports,
        WalletIdentity identity,
        TemplatePoller poller,
        PoolSignals signals,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken cancel)
    {
        var coinbases = new MoneroCoinbaseReader(identity.Keys, identity.Tags.PoolTag);
        var scan = new CoinbaseScan(
            ports.Blocks,
            ports.Daemons,
            coinbases,
            identity.Tags,
            ports.Wallet,
            new CoinbaseScanOptions { MaturityBlocks = identity.Coin.MaturityBlocks },
            ports.Events,
            signals.Health);
        var unlocker = new Unlocker(
            ports.Blocks,
            ports.Payouts,
            ports.Daemons,
            coinbases,
            new UnlockerOptions
            {
                MaturityBlocks = identity.Coin.MaturityBlocks,
                FeeBasisPoints = settings.Rewards.FeeBasisPoints,
                WindowThousandths = (int)settings.Rewards.Window,
            },
            ports.Events,
            signals.Health);

        var loops = new List<StepLoop>
        {
            Loop("coinbase scan", Intervals.CoinbaseScan, scan.Step),
            Loop("unlocker", Intervals.Unlock, unlocker.Step),
        };
        if (settings.Payouts.Enabled)
        {
            var payouts = PayoutLoop.Create(settings.Payouts, ports, identity, signals, time);
            _parts.Keep(payouts);
            loops.Add(Loop("payouts", payouts.Pause, payouts.Step));
        }

        foreach (var loop in loops)
        {
            await loop.StartAsync(cancel);
            _parts.Keep(new AsyncAction(() => loop.StopAsync(CancellationToken.None)));
        }

        Supervise(ChainWatch.Run(poller, () => loops.ForEach(loop => loop.Nudge()), _stop.Token));

        StepLoop Loop(string name, TimeSpan interval, Func<CancellationToken, Task> step) =>
            new(name, interval, critical: false, step, signals.Health, time, logs.CreateLogger<StepLoop>());
    }

    private void Subscribe(PoolSettings settings, TemplatePoller poller, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<PoolHost>();
        foreach (var address in settings.Daemons.Select(daemon => daemon.Zmq).OfType<string>())
        {
            var notifications = _parts.Keep(new ZmqNotifications(address, poller.Nudge, new ZmqOptions()));
            if (notifications.Problem is { } problem)
            {
                log.LogWarning("{Problem}", problem);
            }
        }
    }

    /// <summary>A part that must not end before the pool does: when it fails, the pool ends and says why.</summary>
    private void Supervise(Task part)
    {
        _parts.Keep(new AsyncAction(async () => await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
        _ = part.ContinueWith(
            ended =>
            {
                Failure = ended.Exception!.GetBaseException();
                var services = _web!.Services;
                services.GetRequiredService<ILogger<PoolHost>>().LogCritical(Failure, "the pool ends: {Problem}", Failure.Message);
                services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }
}

using System.Diagnostics;
using Pool.Standalone.Hosting;

namespace Pool.EndToEnd.Host;

/// <summary>Kills this process, as kill -9 does, when a boundary is passed for the n-th time.</summary>
/// <param name="marker">A file that is written just before, so that a test can tell this death from others.</param>
public sealed class KillPoint(Boundary boundary, int passage, string marker)
{
    /// <summary>A boundary's name, and after a colon which passage of it when that is not the first.</summary>
    public const string BoundaryVariable = "TEST_KILL_AT";

    public const string MarkerVariable = "TEST_KILL_MARKER";

    private int _passages;
    private volatile bool _dying;

    public static KillPoint FromEnvironment()
    {
        var parts = (Environment.GetEnvironmentVariable(BoundaryVariable) ?? nameof(Boundary.None)).Split(':');
        var passage = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1;
        return new(Enum.Parse<Boundary>(parts[0]), passage, Environment.GetEnvironmentVariable(MarkerVariable) ?? "");
    }

    public bool Is(Boundary other) => boundary == other;

    /// <summary>Puts the decorators around the ports.</summary>
    public PoolPorts Arrange(PoolPorts ports)
    {
        var handedIn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return ports with
        {
            Daemons = [.. ports.Daemons.Select(daemon => new KillingDaemon(daemon, this, handedIn))],
            Wallet = new KillingWallet(ports.Wallet, this),
            Shares = new KillingShareSink(ports.Shares, this, handedIn.Task),
            Blocks = new KillingJournal(ports.Blocks, this),
            Payouts = new KillingPayoutStore(ports.Payouts, this),
        };
    }

    /// <summary>Returns, or never: then the process is gone, and nothing else passes any boundary until it is.</summary>
    public async Task Pass(Boundary passed)
    {
        if (passed == boundary && Interlocked.Increment(ref _passages) == passage)
        {
            _dying = true;
            await File.WriteAllTextAsync(marker, passed.ToString());
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }

        if (_dying)
        {
            await Never();
        }
    }

    /// <summary>For what must not happen before the kill.</summary>
    public static Task Never() => Task.Delay(Timeout.InfiniteTimeSpan);
}

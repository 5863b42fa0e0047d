using System.Globalization;
using System.Runtime.CompilerServices;
using Pool.Core.Chain;
using Pool.CryptoNote.Nodes;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Checks;

/// <summary>A daemon answers, is synchronized, on the right network and at the right time, and gives work for the pool's address.</summary>
internal static class DaemonCheck
{
    /// <summary>Blocks with a later time are refused by consensus (two hours, CRYPTONOTE_BLOCK_FUTURE_TIME_LIMIT); a minute is a sign.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    public static async IAsyncEnumerable<CheckResult> Run(
        PoolSettings settings, DaemonSettings daemon, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var client = OpenBooks.Client(daemon);
        var name = $"daemon {client.Name}";
        DaemonInfo? info = null;
        string? problem = null;
        try
        {
            info = await client.GetInfo(cancel);
        }
        catch (DaemonUnavailableException error)
        {
            problem = error.Message;
        }

        if (info is null)
        {
            yield return CheckResult.Fail(name, $"{problem}. Start it, or correct daemons.url and login");
            yield break;
        }

        yield return CheckResult.Good(name, string.Create(CultureInfo.InvariantCulture, $"height {info.Height}, difficulty {info.Difficulty}"));
        yield return info.Network == settings.CoinNetwork
            ? CheckResult.Good(name, $"on {settings.Network}")
            : CheckResult.Fail(name, $"it is on {Preflight.Name(info.Network)}, pool.network says {settings.Network}");
        yield return info.Synchronized
            ? CheckResult.Good(name, "synchronized")
            : CheckResult.Fail(name, $"it is at {info.Height} of {info.TargetHeight}: wait until it is synchronized");
        yield return await Template(settings, client, name, cancel);
        yield return await Clock(client, info, name, cancel);
        if (daemon.Zmq is { } zmq)
        {
            using var notifications = new ZmqNotifications(zmq, () => { }, new ZmqOptions());
            yield return notifications.Problem is { } missing
                ? CheckResult.Warn(name, missing)
                : CheckResult.Good(name, $"listens for notifications on {zmq}");
        }
        else
        {
            yield return CheckResult.Warn(name, "daemons.zmq is not set: new blocks are seen by polling each second; start monerod with --zmq-pub");
        }
    }

    private static async Task<CheckResult> Template(PoolSettings settings, MonerodDaemon client, string name, CancellationToken cancel)
    {
        try
        {
            await client.GetBlockTemplate(settings.Wallet.Address, Core.Templates.ExtraNonce.Size, cancel);
            return CheckResult.Good(name, "gives work for wallet.address");
        }
        catch (DaemonUnavailableException error)
        {
            return CheckResult.Fail(name, error.Message);
        }
    }

    private static async Task<CheckResult> Clock(MonerodDaemon client, DaemonInfo info, string name, CancellationToken cancel)
    {
        try
        {
            var tip = await client.GetBlockByHeight(info.Height - 1, cancel);
            var ahead = (tip?.Timestamp ?? DateTimeOffset.MinValue) - TimeProvider.System.GetUtcNow();
            return ahead <= ClockTolerance
                ? CheckResult.Good(name, "its newest block is not later than this machine's clock")
                : CheckResult.Fail(name, $"its newest block is {ahead.TotalSeconds:0} s in this machine's future: set the clock (NTP)");
        }
        catch (DaemonUnavailableException error)
        {
            return CheckResult.Fail(name, error.Message);
        }
    }
}

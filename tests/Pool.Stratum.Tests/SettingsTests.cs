using System.Net;
using Pool.Core.Rewards;
using Pool.Core.VarDiff;

namespace Pool.Stratum.Tests;

public sealed class SettingsTests
{
    private static readonly StratumPort Good = new(IPAddress.Loopback, 3333, new VarDiffOptions());

    [Fact]
    public void The_defaults_are_within_their_ranges()
    {
        Check(Good, new StratumLimits());
    }

    [Fact]
    public void A_server_without_ports_is_refused()
    {
        Should.Throw<ArgumentException>(() => new StratumSettings([], RewardScheme.Pplns, new StratumLimits()).Check())
            .Message.ShouldContain("no port");
    }

    [Fact]
    public void What_is_out_of_range_is_named()
    {
        Wrong(Good with { Port = 70_000 }, "Port is 70000");
        Wrong(Good with { Difficulty = new VarDiffOptions { Min = 0 } }, "Min is 0");
        Wrong(Good with { Difficulty = new VarDiffOptions { Start = 5, Min = 10 } }, "Start is 5");
        Wrong(new StratumLimits { Connections = 0 }, "Connections is 0");
        Wrong(new StratumLimits { LineBytes = 100 }, "LineBytes is 100");
        Wrong(new StratumLimits { MalformedLines = 0 }, "MalformedLines is 0");
        Wrong(new StratumLimits { SendBytes = 4096 }, "SendBytes is 4096");
        Wrong(new StratumLimits { RecentJobs = 0 }, "RecentJobs is 0");
        Wrong(new StratumLimits { NoncesPerJob = 0 }, "NoncesPerJob is 0");
        Wrong(new StratumLimits { OutstandingShares = 0 }, "OutstandingShares is 0");
        Wrong(new StratumLimits { Idle = TimeSpan.Zero }, "Idle is 00:00:00");
        Wrong(new StratumLimits { StaleGrace = TimeSpan.FromSeconds(-1) }, "StaleGrace is -00:00:01");
    }

    private static void Wrong(StratumPort port, string text) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Check(port, new StratumLimits())).Message.ShouldContain(text);

    private static void Wrong(StratumLimits limits, string text) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Check(Good, limits)).Message.ShouldContain(text);

    private static void Check(StratumPort port, StratumLimits limits) =>
        new StratumSettings([port], RewardScheme.Pplns, limits).Check();
}

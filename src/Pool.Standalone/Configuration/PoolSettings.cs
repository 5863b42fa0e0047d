using System.Net;
using Pool.Core.Rewards;

namespace Pool.Standalone.Configuration;

/// <summary>Everything that can be set, after all checks.</summary>
public sealed record PoolSettings(
    string Id,
    string Name,
    string Coin,
    string Network,
    string StorePath,
    IReadOnlyList<DaemonSettings> Daemons,
    WalletSettings Wallet,
    StratumSettings Stratum,
    WebSettings Web,
    RewardSettings Rewards,
    PayoutSettings Payouts,
    HashingSettings Hashing,
    LogSettings Log)
{
    /// <summary>The network as coin files and daemons name it: monerod calls its regtest a fakechain.</summary>
    public string CoinNetwork => Network == "regtest" ? "fakechain" : Network;
}

/// <param name="Zmq">Where the daemon publishes, e.g. tcp://127.0.0.1:18083; null to poll only.</param>
public sealed record DaemonSettings(Uri Url, Login? Login, string? Zmq);

/// <param name="Address">The wallet's primary address, which the pool mines to.</param>
public sealed record WalletSettings(Uri Url, Login? Login, string Address);

/// <param name="PublicHost">The host name that miners are told.</param>
public sealed record StratumSettings(string PublicHost, IReadOnlyList<StratumPortSettings> Ports, TimeSpan StaleGrace);

/// <param name="Start">Difficulty that a connection starts with.</param>
/// <param name="Minimum">Lowest difficulty; equal to <paramref name="Maximum"/> means a fixed one.</param>
public sealed record StratumPortSettings(IPAddress Address, int Port, long Start, long Minimum, long Maximum, string Description);

public sealed record WebSettings(IPAddress Address, int Port);

/// <param name="Window">PPLNS window in thousandths of the network difficulty.</param>
/// <param name="FeeBasisPoints">1 is 0.01 %.</param>
public sealed record RewardSettings(RewardScheme Scheme, long Window, int FeeBasisPoints);

/// <param name="Minimum">Smallest balance that is paid, atomic units.</param>
/// <param name="Confirmations">Depth at which a payout is confirmed.</param>
public sealed record PayoutSettings(bool Enabled, long Minimum, TimeSpan Interval, int Confirmations);

/// <param name="FullDataset">RandomX with the dataset of 2080 MiB instead of the cache of 256 MiB, at five times the speed.</param>
public sealed record HashingSettings(int Threads, bool FullDataset, bool HugePages);

/// <param name="Format">text for people, json for collectors.</param>
public sealed record LogSettings(string Format, string Level);

using System.Globalization;
using Pool.Core.Blocks;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Api;

/// <summary>One pool in the list of pools.</summary>
internal sealed record PoolSummary(
    string Id,
    string Name,
    string Coin,
    IReadOnlyList<string> Modes,
    string Status,
    IReadOnlyDictionary<string, double> HashrateHs,
    long Miners,
    decimal Fee,
    DateTimeOffset? LastBlockAt)
{
    public static PoolSummary Of(PoolDescription pool, PoolSnapshot snapshot) => new(
        pool.Id,
        pool.Name,
        pool.Coin.Symbol,
        [pool.Mode],
        snapshot.Status,
        PoolDocument.Hashrates(pool, snapshot),
        snapshot.Overview.Miners,
        PoolDocument.FeeRatio(pool),
        snapshot.Overview.LastBlock?.FoundAt);
}

/// <summary>The full public document of a pool.</summary>
internal sealed record PoolDocument(
    string Id,
    string Name,
    long Seq,
    DateTimeOffset AsOf,
    string Status,
    string Version,
    PoolDocument.CoinPart Coin,
    IReadOnlyList<PoolDocument.ModePart> Modes,
    PoolDocument.PayoutPart Payout,
    IReadOnlyList<PoolDocument.PortPart> Ports,
    PoolDocument.PoolPart Pool,
    PoolDocument.NetworkPart? Network,
    IReadOnlyList<PoolDocument.WarningPart> Warnings)
{
    public sealed record CoinPart(
        string Symbol, string Name, int Decimals, string AtomicPerCoin, string Algorithm, long BlockTimeSeconds, int Confirmations);

    public sealed record ModePart(string Mode, decimal Fee, decimal Window);

    public sealed record PayoutPart(string MinimumAtomic, long IntervalSeconds);

    public sealed record PortPart(string Host, int Port, string Difficulty, string Description);

    public sealed record PoolPart(
        IReadOnlyDictionary<string, double> HashrateHs,
        long HashrateWindowSeconds,
        double? NetworkShare,
        long Miners,
        long Workers,
        RoundPart Round,
        BlocksPart Blocks,
        PaymentsPart Payments);

    public sealed record RoundPart(string Mode, decimal Effort, double Survival);

    public sealed record BlocksPart(long Total, long Orphaned, LastBlockPart? Last);

    public sealed record LastBlockPart(long Height, string Hash, DateTimeOffset FoundAt, decimal? Effort);

    public sealed record PaymentsPart(long Total, string PaidAtomic, DateTimeOffset? LastAt);

    public sealed record NetworkPart(long Height, string Difficulty, double HashrateHs, string RewardAtomic);

    public sealed record WarningPart(string Code, string Text);

    public static PoolDocument Of(PoolDescription pool, PoolSnapshot snapshot) => new(
        pool.Id,
        pool.Name,
        snapshot.Sequence,
        snapshot.AsOf,
        snapshot.Status,
        pool.Version,
        CoinOf(pool),
        [new ModePart(pool.Mode, FeeRatio(pool), pool.PplnsWindow)],
        new PayoutPart(Atomic(pool.MinimumPayout), (long)pool.PayoutInterval.TotalSeconds),
        [.. pool.Ports.Select(port => new PortPart(port.Host, port.Port, Atomic(port.Difficulty), port.Description))],
        PoolOf(pool, snapshot),
        NetworkOf(pool, snapshot),
        WarningsOf(snapshot));

    public static IReadOnlyDictionary<string, double> Hashrates(PoolDescription pool, PoolSnapshot snapshot) =>
        new Dictionary<string, double> { [pool.Mode] = Rates.Whole(snapshot.Overview.HashrateHs) };

    public static decimal FeeRatio(PoolDescription pool) => pool.FeeBasisPoints / 10_000m;

    /// <summary>Amounts and difficulties are strings: clients that read numbers as doubles would change them.</summary>
    public static string Atomic(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static CoinPart CoinOf(PoolDescription pool) => new(
        pool.Coin.Symbol,
        pool.Coin.Name,
        pool.Coin.Decimals,
        Atomic(pool.Coin.AtomicPerCoin),
        pool.Algorithm,
        (long)pool.Coin.BlockTime.TotalSeconds,
        pool.Maturity);

    private static PoolPart PoolOf(PoolDescription pool, PoolSnapshot snapshot)
    {
        var seen = snapshot.Overview;
        return new PoolPart(
            Hashrates(pool, snapshot),
            (long)seen.HashrateWindow.TotalSeconds,
            Rates.Share(pool, snapshot),
            seen.Miners,
            seen.Workers,
            new RoundPart(pool.Mode, EffortText.Ratio(seen.RoundEffort), EffortText.Survival(seen.RoundEffort)),
            new BlocksPart(seen.BlocksFound, seen.BlocksOrphaned, LastOf(seen.LastBlock)),
            new PaymentsPart(seen.Payments, Atomic(seen.Paid), seen.LastPaymentAt));
    }

    private static LastBlockPart? LastOf(PoolBlock? block) => block is null
        ? null
        : new LastBlockPart(block.Height, block.Hash.ToString(), block.FoundAt, BlockDocument.EffortOf(block));

    private static NetworkPart? NetworkOf(PoolDescription pool, PoolSnapshot snapshot) => snapshot.Network is { } network
        ? new NetworkPart(network.Height, Atomic(network.Difficulty), Rates.Network(pool, network), Atomic(network.Reward))
        : null;

    private static IReadOnlyList<WarningPart> WarningsOf(PoolSnapshot snapshot) =>
        [.. Reading.Warnings.Of(snapshot).Select(warning => new WarningPart(warning.Code, warning.Text))];
}

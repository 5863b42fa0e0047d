using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Api;

/// <summary>One miner as its owner reads it.</summary>
internal sealed record MinerDocument(
    string Address,
    DateTimeOffset AsOf,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? LastShareAt,
    MinerDocument.BalancePart Balance,
    MinerDocument.PayoutPart Payout,
    double HashrateHs,
    MinerDocument.SharesPart Shares,
    MinerDocument.WorkersPart Workers)
{
    public sealed record BalancePart(string ImmatureAtomic, string ConfirmedAtomic, string InPayoutAtomic, string PaidAtomic);

    /// <param name="Progress">Confirmed over threshold, a ratio of at most 1.</param>
    /// <param name="HeldReason">Why payouts to this address wait for a person; null when they do not.</param>
    public sealed record PayoutPart(string ThresholdAtomic, decimal Progress, string? HeldReason);

    /// <summary>Counts within <paramref name="WindowSeconds"/>; stale ones include unknown jobs.</summary>
    public sealed record SharesPart(
        long WindowSeconds, long Accepted, long Stale, long Invalid, IReadOnlyDictionary<string, long> ByReason);

    public sealed record WorkersPart(int Online, int Late, int Offline, IReadOnlyList<WorkerPart> Items);

    public sealed record WorkerPart(string Name, string Status, DateTimeOffset? LastShareAt, double HashrateHs, SharesPart Shares);

    public static MinerDocument Of(PoolDescription pool, MinerView miner, DateTimeOffset now, WebOptions options)
    {
        var statuses = miner.Workers.Select(worker => WorkerStatus.Of(worker, now, options)).ToList();
        return new MinerDocument(
            miner.Address,
            now,
            miner.FirstSeenAt,
            miner.LastShareAt,
            new BalancePart(
                PoolDocument.Atomic(miner.Immature),
                PoolDocument.Atomic(miner.Confirmed),
                PoolDocument.Atomic(miner.InPayout),
                PoolDocument.Atomic(miner.Paid)),
            new PayoutPart(PoolDocument.Atomic(pool.MinimumPayout), Progress(pool, miner), miner.HeldReason),
            Rates.Whole(miner.HashrateHs),
            SharesOf(ShareTally.Of(miner.Workers)),
            new WorkersPart(
                statuses.Count(status => status == WorkerStatus.Online),
                statuses.Count(status => status == WorkerStatus.Late),
                statuses.Count(status => status == WorkerStatus.Offline),
                [.. miner.Workers.Zip(statuses, WorkerOf)]));
    }

    /// <summary>Rounded down to a thousandth, so that 1 is said only when the threshold is reached.</summary>
    private static decimal Progress(PoolDescription pool, MinerView miner) =>
        miner.Confirmed >= pool.MinimumPayout
            ? 1m
            : Math.Floor(Math.Max(0, miner.Confirmed) * 1000m / pool.MinimumPayout) / 1000m;

    private static WorkerPart WorkerOf(WorkerView worker, string status) => new(
        worker.Name, status, worker.LastShareAt, Rates.Whole(worker.HashrateHs), SharesOf(ShareTally.Of([worker])));

    private static SharesPart SharesOf(ShareTally tally) => new(
        (long)ShareTally.Window.TotalSeconds,
        tally.Accepted,
        tally.Stale,
        tally.Invalid,
        tally.Rejects.ToDictionary(reject => reject.Key.Label(), reject => reject.Value));
}

using Pool.Core.Shares;
using Pool.Core.Stats;

namespace Pool.Web.Reading;

/// <summary>Shares by what became of them, within <see cref="Window"/>.</summary>
/// <param name="Stale">Of an old or unknown job: honest work that came too late.</param>
/// <param name="Invalid">All other rejects.</param>
/// <param name="Rejects">Counts above zero of the outcomes that are not credited, in the outcomes' order.</param>
internal sealed record ShareTally(
    long Accepted, long Stale, long Invalid, IReadOnlyList<KeyValuePair<ShareOutcome, long>> Rejects)
{
    /// <summary>What <see cref="WorkerView.Shares"/> counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public long Total => Accepted + Stale + Invalid;

    public static ShareTally Of(IEnumerable<WorkerView> workers)
    {
        var counts = workers
            .SelectMany(worker => worker.Shares)
            .GroupBy(share => share.Key)
            .ToDictionary(group => group.Key, group => group.Sum(share => share.Value));
        var stale = counts.Where(count => count.Key is ShareOutcome.Stale or ShareOutcome.UnknownJob).Sum(count => count.Value);
        var accepted = counts.Where(count => count.Key.Counts()).Sum(count => count.Value);
        return new ShareTally(
            accepted,
            stale,
            counts.Values.Sum() - accepted - stale,
            [.. counts.Where(count => !count.Key.Counts() && count.Value > 0).OrderBy(count => count.Key)]);
    }
}

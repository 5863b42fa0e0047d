using System.Runtime.InteropServices;
using Pool.Core.Rewards;

namespace Pool.Core.Shares;

/// <summary>A batch while it gathers: sums by account, worker, scheme and outcome, and one receipt for all of its shares.</summary>
internal sealed class OpenBatch
{
    // Continuations must not run on the sender, or a slow session would hold up the next batch.
    private readonly TaskCompletionSource<ShareReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<Key, Sum> _sums = [];
    private ShareRecord? _candidate;

    /// <summary>Shares gathered.</summary>
    public int Count { get; private set; }

    /// <summary>False when the share belongs in the next batch: too many sums, or one that would pass 2^63-1.</summary>
    public bool HasRoomFor(ShareRecord share, int maxSums)
    {
        if (!_sums.TryGetValue(Key.Of(share), out var sum))
        {
            return _sums.Count < maxSums;
        }

        var (work, effort) = Worth(share);
        return sum.Work <= long.MaxValue - work && sum.Effort <= long.MaxValue - effort;
    }

    public Task<ShareReceipt> Add(ShareRecord share)
    {
        var (work, effort) = Worth(share);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, Key.Of(share), out _);
        sum = new Sum(sum.Count + 1, sum.Work + work, sum.Effort + effort);
        Count++;
        if (share.Candidate is not null)
        {
            _candidate = share;
        }

        return _receipt.Task;
    }

    public ShareBatch ToBatch(Guid startId, long sequence)
    {
        var sums = new ShareSum[_sums.Count];
        var next = 0;
        foreach (var (key, sum) in _sums)
        {
            sums[next++] = new ShareSum(
                key.Address, key.Worker, key.Scheme, key.Outcome, sum.Count, sum.Work, sum.Effort);
        }

        return new ShareBatch(startId, sequence, sums, _candidate?.Candidate);
    }

    /// <summary>A new batch of nothing but the candidate's share, or null when there is none.</summary>
    public OpenBatch? WithCandidateOnly()
    {
        if (_candidate is null)
        {
            return null;
        }

        var batch = new OpenBatch();
        batch.Add(_candidate);
        return batch;
    }

    public void Decide(ShareReceipt receipt) => _receipt.TrySetResult(receipt);

    /// <summary>The process ends without an answer: nobody knows whether it was booked.</summary>
    public void Abandon() => _receipt.TrySetCanceled();

    // Rejected shares are counted, not weighed: a miner may name any difficulty for work that it never does, and a few
    // sums of 2^62 would overflow the books.
    private static (long Work, long Effort) Worth(ShareRecord share) =>
        share.Outcome.Counts() ? (share.Work, share.Effort) : (0, 0);

    private readonly record struct Key(string Address, string Worker, RewardScheme Scheme, ShareOutcome Outcome)
    {
        public static Key Of(ShareRecord share) => new(share.Address, share.Worker, share.Scheme, share.Outcome);
    }

    private readonly record struct Sum(long Count, long Work, long Effort);
}

using System.Buffers.Binary;
using Pool.Core.Blocks;
using Pool.Core.Rewards;
using Pool.Core.Shares;
using Pool.Hashing;

namespace Pool.Stratum;

/// <summary>The one place that says what a hashed share is worth. Every share is hashed.</summary>
internal static class ShareJudge
{
    /// <summary>Longest hashing blob that miners take (xmrig, Job.h kMaxBlobSize).</summary>
    private const int MaxBlob = 407;

    /// <summary>Computes the share's hash and compares it byte for byte with what the miner claims.</summary>
    public static async ValueTask<Verdict> Judge(Submission share, IShareHashLane lane, StratumLimits limits, TimeProvider time)
    {
        var result = await Hash(share, lane).ConfigureAwait(false);
        for (var tries = 1; result.Status == HashStatus.QueueFull && share.ClaimsBlock && tries < limits.CandidateTries; tries++)
        {
            // Whoever fills the queue must not be able to cost the pool a block.
            await Task.Delay(limits.CandidateRetry, time).ConfigureAwait(false);
            result = await Hash(share, lane).ConfigureAwait(false);
        }

        return result.Status switch
        {
            HashStatus.Hashed when result.Hash != share.Claimed => new(ShareOutcome.InvalidResult),
            HashStatus.Hashed => Compare(share, result.Hash),
            HashStatus.QueueFull => new(ShareOutcome.Throttled),
            HashStatus.Cancelled => new(ShareOutcome.Throttled, "the pool is stopping"),
            _ => throw new InvalidOperationException(
                $"{share.Job.Work.Template.Algorithm} could not be computed: {result.Error ?? result.Status.ToString()}"),
        };
    }

    /// <summary>The block that a share solves, for the nodes and the journal.</summary>
    public static BlockCandidate Candidate(Submission share, string address, string worker, RewardScheme scheme)
    {
        Span<byte> nonce = stackalloc byte[Job.NonceBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(nonce, share.Nonce);
        var template = share.Job.Work.Template;
        var block = share.Job.Work.Jobs.Solve(share.Job.ExtraNonce, nonce);
        return new BlockCandidate(
            block.Id, template.Height, template.Difficulty, template.PreviousHash, address, worker, scheme, block.Blob);
    }

    private static Verdict Compare(Submission share, in PowHash hash)
    {
        if (Difficulty.IsMet(hash, (ulong)share.Job.Work.Template.Difficulty))
        {
            return new(ShareOutcome.BlockCandidate);
        }

        return new(Difficulty.IsMet(hash, (ulong)share.Job.Difficulty) ? ShareOutcome.Accepted : ShareOutcome.LowDifficulty);
    }

    private static ValueTask<HashResult> Hash(Submission share, IShareHashLane lane)
    {
        Span<byte> buffer = stackalloc byte[MaxBlob];
        var job = share.Job;
        var blob = buffer[..job.Blob.Length];
        job.Blob.Span.CopyTo(blob);
        BinaryPrimitives.WriteUInt32LittleEndian(blob[Job.NonceOffset..], share.Nonce);
        return lane.Hash(job.Work.Template, blob, share.ClaimsBlock ? HashUrgency.BlockCandidate : HashUrgency.Share);
    }
}

/// <param name="Detail">What exactly is wrong, where the outcome alone does not say.</param>
internal readonly record struct Verdict(ShareOutcome Outcome, string? Detail = null);

using System.Buffers;
using System.Buffers.Binary;
using Pool.Core.Shares;
using Pool.Hashing;

namespace Pool.Stratum;

internal sealed partial class StratumSession
{
    /// <summary>The cheap checks, in order. With the lock held; remembers the nonce of a share that passes.</summary>
    private Verdict Admit(StratumRequest request, long begun, out Job? job, out Submission? share)
    {
        share = null;
        job = _jobs.Find(request.JobId);
        if (job is null)
        {
            return new(ShareOutcome.UnknownJob);
        }

        if (!TryReadNonce(request.Nonce, out var nonce))
        {
            return new(ShareOutcome.Malformed, "the nonce must be 8 hex digits");
        }

        if (!TryReadHash(request.Result, out var claimed))
        {
            return new(ShareOutcome.Malformed, "the result must be 64 hex digits");
        }

        if (job.Nonces.Contains(nonce))
        {
            return new(ShareOutcome.Duplicate);
        }

        var claimsBlock = Difficulty.IsMet(claimed, (ulong)job.Work.Template.Difficulty);
        if (Stale(job, claimsBlock) is { } why)
        {
            return new(ShareOutcome.Stale, why);
        }

        if (!Difficulty.IsMet(claimed, (ulong)job.Difficulty))
        {
            return new(ShareOutcome.LowDifficulty);
        }

        if (Crowded(claimsBlock) is { } crowd)
        {
            return crowd;
        }

        job.Nonces.Add(nonce);
        share = new Submission(request.Id, job, nonce, claimed, claimsBlock, begun);
        return default;
    }

    /// <summary>Why the job no longer counts. A block on the tip that was the last one known is worth a try in any outage.</summary>
    private string? Stale(Job job, bool claimsBlock)
    {
        if (job.Nonces.Full)
        {
            return "this job has had all the shares that it can take; newer work was sent";
        }

        return context.Board.Replaced(job.Work) ?? (claimsBlock ? null : context.Board.Outage());
    }

    /// <summary>Whether too many shares are under way. A block is let in where shares are not, up to as many again.</summary>
    private Verdict? Crowded(bool claimsBlock)
    {
        var limit = context.Limits.OutstandingShares;
        if (claimsBlock)
        {
            return _outstanding >= 2 * limit ? new Verdict(ShareOutcome.Throttled) : null;
        }

        return _stopping ? new Verdict(ShareOutcome.Throttled, RefusalText.Stopping)
            : _outstanding >= limit ? new Verdict(ShareOutcome.Throttled)
            : null;
    }

    /// <summary>With the lock held: a job whose nonces are all taken is replaced at once.</summary>
    private void Retire(Miner miner, Job job)
    {
        if (job.Nonces.Full && job == _jobs.Newest && context.Board.State is { Fresh: true, Work: { } work })
        {
            SendJob(miner, work);
        }
    }

    private static bool TryReadNonce(string? hex, out uint nonce)
    {
        Span<byte> bytes = stackalloc byte[Job.NonceBytes];
        var read = TryReadHex(hex, bytes);
        nonce = read ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
        return read;
    }

    private static bool TryReadHash(string? hex, out PowHash hash)
    {
        Span<byte> bytes = stackalloc byte[PowHash.Bytes];
        var read = TryReadHex(hex, bytes);
        hash = read ? PowHash.Read(bytes) : default;
        return read;
    }

    private static bool TryReadHex(string? hex, Span<byte> bytes) =>
        hex?.Length == 2 * bytes.Length && Convert.FromHexString(hex, bytes, out _, out _) == OperationStatus.Done;
}

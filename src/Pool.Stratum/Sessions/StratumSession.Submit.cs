using System.Globalization;
using Pool.Core.Blocks;
using Pool.Core.Miners;
using Pool.Core.Shares;
using Pool.Core.Stats;

namespace Pool.Stratum;

internal sealed partial class StratumSession
{
    private int _sharedBefore;

    private void Submit(StratumRequest request)
    {
        var begun = context.Time.GetTimestamp();
        if (!IsMine(request, out var miner))
        {
            return;
        }

        Verdict verdict;
        Job? job;
        Submission? share;
        lock (_gate)
        {
            verdict = Admit(request, begun, out job, out share);
            if (share is not null)
            {
                _outstanding++;
                Retire(miner, share.Job);
            }
        }

        if (share is not null)
        {
            _ = Judge(miner, share);
        }
        else
        {
            Reject(miner, request.Id, job, verdict, begun);
        }
    }

    private async Task Judge(Miner miner, Submission share)
    {
        try
        {
            var verdict = await ShareJudge.Judge(share, miner.Lane, context.Limits, context.Time).ConfigureAwait(false);
            if (verdict.Outcome.Counts())
            {
                await Book(miner, share, verdict.Outcome).ConfigureAwait(false);
            }
            else
            {
                Reject(miner, share.Id, share.Job, verdict, share.Begun);
            }
        }
        catch (Exception failed)
        {
            if (context.Failures.Now())
            {
                context.Log.ShareFailed(failed);
            }

            Refuse(share.Id, "unchecked", RefusalText.NotChecked);
        }
        finally
        {
            lock (_gate)
            {
                _outstanding--;
                LeaveIfDone();
            }
        }
    }

    /// <summary>A share that counts: into the books, a block to the nodes before that, and OK only when it is durable.</summary>
    private async Task Book(Miner miner, Submission share, ShareOutcome outcome)
    {
        var candidate = outcome == ShareOutcome.BlockCandidate ? HandIn(miner, share) : null;
        outcome = candidate is null ? ShareOutcome.Accepted : outcome;
        var job = share.Job;
        var effort = Effort.Of(job.Difficulty, job.Work.Template.Difficulty);
        var recording = context.Services.Recorder.Record(
            new ShareRecord(miner.Address, miner.Worker, context.Scheme, outcome, job.Difficulty, effort, candidate));
        Pace(job);
        var refusal = await Recorded(recording).ConfigureAwait(false);
        context.Metrics.Judged(refusal == RefusalText.StoreFull ? ShareOutcome.Throttled : outcome);
        Answer(share, refusal);
        if (refusal is null && Interlocked.Exchange(ref _sharedBefore, 1) == 0)
        {
            var took = context.Time.GetElapsedTime(share.Begun);
            context.Services.Events.Tell(new LiveEvent.FirstShare(miner.Address, miner.Worker, job.Difficulty, took));
        }
    }

    /// <summary>Hands a found block to the nodes at once; null, and an alarm, when it could not even be built.</summary>
    private BlockCandidate? HandIn(Miner miner, Submission share)
    {
        BlockCandidate? candidate = null;
        var height = share.Job.Work.Template.Height;
        try
        {
            candidate = ShareJudge.Candidate(share, miner.Address, miner.Worker, context.Scheme);
            context.Services.Submitter.Submit(candidate);
        }
        catch (Exception failed)
        {
            context.Log.SubmitFailed(failed, height);
            context.Services.Events.Tell(new LiveEvent.Alarm(string.Create(
                CultureInfo.InvariantCulture, $"a block candidate at height {height} could not be handed to the nodes: {failed.Message}")));
        }

        if (candidate is not null)
        {
            context.Log.BlockFound(candidate.Hash, height, MinerAddress.Shorten(miner.Address), miner.Worker);
            context.Services.Events.Tell(new LiveEvent.BlockFound(candidate.Hash, height, miner.Address, miner.Worker));
        }

        return candidate;
    }

    /// <returns>Null when the share is durable, otherwise what its miner is told.</returns>
    private async Task<string?> Recorded(Task<ShareReceipt> recording)
    {
        try
        {
            var receipt = await recording.WaitAsync(context.Limits.RecordWait, context.Time).ConfigureAwait(false);
            return receipt switch
            {
                ShareReceipt.Recorded => Receipt("recorded", null, null),
                ShareReceipt.Full => Receipt("full", "too many wait already", RefusalText.StoreFull),
                _ => Receipt("refused", "the store refused a batch", RefusalText.NotRecorded),
            };
        }
        catch (TimeoutException)
        {
            Forget(recording);
            return Receipt("late", "the store is slow", RefusalText.NotRecordedYet);
        }
        catch (Exception failed) when (recording.IsFaulted || recording.IsCanceled)
        {
            return Receipt("refused", failed.Message, RefusalText.NotRecorded);
        }
    }

    private string? Receipt(string label, string? trouble, string? refusal)
    {
        context.Metrics.Receipt(label);
        if (trouble is not null && context.StoreTrouble.Now())
        {
            context.Log.NotRecorded(trouble);
        }

        return refusal;
    }

    /// <summary>Rejected shares are recorded too, but nobody waits for them.</summary>
    private void Reject(Miner miner, RequestId id, Job? job, Verdict verdict, long begun)
    {
        context.Metrics.Judged(verdict.Outcome);
        Forget(context.Services.Recorder.Record(
            new ShareRecord(miner.Address, miner.Worker, context.Scheme, verdict.Outcome, job?.Difficulty ?? 0, 0)));
        Error(id, RefusalText.Share(verdict.Outcome, verdict.Detail));
        context.Metrics.Answered(context.Time.GetElapsedTime(begun));
    }

    private void Answer(Submission share, string? refusal)
    {
        if (refusal is not null)
        {
            Error(share.Id, refusal);
        }
        else
        {
            var line = new LineWriter(stackalloc byte[LineWriter.MaxBytes]);
            Replies.Recorded(ref line, share.Id);
            connection.Send(line.Written);
        }

        context.Metrics.Answered(context.Time.GetElapsedTime(share.Begun));
    }

    private void Pace(Job job)
    {
        if (_pace is null)
        {
            return;
        }

        lock (_gate)
        {
            Retarget(_pace.OnShare(context.Now, job.Difficulty));
        }
    }

    /// <summary>Looks at a failure that nobody else will look at.</summary>
    private static void Forget(Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            task.ContinueWith(
                static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}

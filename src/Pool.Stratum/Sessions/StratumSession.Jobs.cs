using Pool.Core.VarDiff;

namespace Pool.Stratum;

internal sealed partial class StratumSession
{
    private readonly JobBook _jobs = new(context.Limits.RecentJobs);
    private long _difficulty;
    private WorkerDifficulty? _pace;

    /// <summary>Sends a job of the newest work, unless the session has one or there is none to give.</summary>
    public bool Push()
    {
        lock (_gate)
        {
            if (_miner is not { } miner || _closed || context.Board.State is not { Fresh: true, Work: { } work })
            {
                return false;
            }

            // A login between the news and this call took its job from the news already.
            if (_jobs.Newest is { } newest && newest.Work == work && !newest.Nonces.Full)
            {
                return false;
            }

            SendJob(miner, work);
            return true;
        }
    }

    /// <summary>Lowers the difficulty of a miner that has been silent.</summary>
    public void Sweep()
    {
        if (_pace is null)
        {
            return;
        }

        lock (_gate)
        {
            // Without work a miner is silent through no fault of its own.
            if (context.Board.State.Fresh)
            {
                Retarget(_pace.OnIdle(context.Now));
            }
        }
    }

    private void GetJob(StratumRequest request)
    {
        if (!IsMine(request, out var miner))
        {
            return;
        }

        lock (_gate)
        {
            var state = context.Board.State;
            if (state.Work is not { } work || state.Problem is not null)
            {
                Refuse(request.Id, "no-work", RefusalText.NoWork(state.Problem ?? "there is no template"));
                return;
            }

            var job = NextJob(miner, work);
            var line = new LineWriter(stackalloc byte[LineWriter.MaxBytes]);
            Replies.JobAsked(ref line, request.Id, job, miner.SessionId);
            connection.Send(line.Written);
        }
    }

    /// <summary>Called with the lock held. Jobs already handed out keep their difficulty.</summary>
    private void Retarget(long? changed)
    {
        if (changed is not { } difficulty || _miner is not { } miner || _closed)
        {
            return;
        }

        _difficulty = difficulty;
        if (context.Board.State is { Fresh: true, Work: { } work })
        {
            SendJob(miner, work);
        }
    }

    /// <summary>Called with the lock held, so that jobs leave in the order in which they are made.</summary>
    private void SendJob(Miner miner, Work work)
    {
        var job = NextJob(miner, work);
        var line = new LineWriter(stackalloc byte[LineWriter.MaxBytes]);
        Replies.JobPushed(ref line, job, miner.SessionId);
        connection.Send(line.Written);
    }

    private Job NextJob(Miner miner, Work work)
    {
        var job = context.Issuer.Issue(work, miner.AccountTag, _difficulty);
        _jobs.Add(job);
        context.Metrics.JobSent();
        return job;
    }
}

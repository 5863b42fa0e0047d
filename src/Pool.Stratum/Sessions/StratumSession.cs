using System.Diagnostics.CodeAnalysis;

namespace Pool.Stratum;

/// <summary>
/// One miner's session: the rules of the protocol, bound to one connection. Lines come one after the other from the
/// connection's reader; new work and judged shares come from other threads; what they share is guarded by one lock.
/// </summary>
internal sealed partial class StratumSession(Connection connection, StratumPort port, StratumContext context)
{
    private readonly Lock _gate = new();
    private Miner? _miner;
    private int _outstanding;
    private bool _stopping;
    private bool _closed;
    private TaskCompletionSource? _drained;

    public bool LoggedIn => Volatile.Read(ref _miner) is not null;

    /// <summary>Serves one request. Only a login waits for anything.</summary>
    public ValueTask Take(StratumRequest request)
    {
        switch (request.Method)
        {
            case StratumMethod.Submit:
                Submit(request);
                break;
            case StratumMethod.KeepAlived:
                KeepAlive(request);
                break;
            case StratumMethod.GetJob:
                GetJob(request);
                break;
            case StratumMethod.Login:
                return new ValueTask(LogIn(request));
            default:
                Refuse(request.Id, "unknown-method", RefusalText.UnknownMethod(request.MethodName));
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Refuses further shares. The task ends when those under way have their answer.</summary>
    public Task Drain()
    {
        lock (_gate)
        {
            _stopping = true;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_outstanding == 0)
            {
                _drained.TrySetResult();
            }

            return _drained.Task;
        }
    }

    /// <summary>The connection is gone. Shares under way are judged and recorded all the same: one may be a block.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            LeaveIfDone();
        }

        if (_miner is { } miner)
        {
            LogOut(miner);
        }
    }

    private void KeepAlive(StratumRequest request)
    {
        if (!IsMine(request, out _))
        {
            return;
        }

        var line = new LineWriter(stackalloc byte[LineWriter.MaxBytes]);
        Replies.KeptAlive(ref line, request.Id);
        connection.Send(line.Written);
    }

    /// <summary>The session id must be the one of this connection's login; otherwise the miner is told to log in again.</summary>
    private bool IsMine(StratumRequest request, [NotNullWhen(true)] out Miner? miner)
    {
        miner = _miner;
        if (miner is not null && request.Session == miner.SessionId)
        {
            return true;
        }

        Refuse(request.Id, "unauthenticated", RefusalText.Unauthenticated);
        return false;
    }

    private void Refuse(RequestId id, string kind, string text)
    {
        context.Metrics.Error(kind);
        Error(id, text);
    }

    private void Error(RequestId id, string text)
    {
        var line = new LineWriter(stackalloc byte[LineWriter.MaxBytes]);
        Replies.Error(ref line, id, text);
        connection.Send(line.Written);
    }

    /// <summary>Called with the lock held.</summary>
    private void LeaveIfDone()
    {
        if (_outstanding > 0)
        {
            return;
        }

        _drained?.TrySetResult();
        if (_closed)
        {
            _miner?.Lane.Dispose();
        }
    }
}

namespace Pool.Core.VarDiff;

/// <summary>
/// The variable difficulty of one worker on one connection. Pure: the caller brings the time. The pace is measured as work
/// over time, so that shares of older jobs, which come in after a change, count for what they are. One caller at a time.
/// </summary>
public sealed class WorkerDifficulty
{
    // Shares that come in one read of the socket have no time between them; faster than this nothing can be measured.
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMilliseconds(1);

    private readonly VarDiffOptions _options;
    private DateTimeOffset _since;
    private DateTimeOffset _lastShare;
    private double _work;
    private int _shares;
    private bool _settled;

    /// <param name="options">Checked once by the caller: <see cref="VarDiffOptions.Checked"/>.</param>
    /// <param name="remembered">The worker's last difficulty, or null for the port's start.</param>
    public WorkerDifficulty(VarDiffOptions options, long? remembered, DateTimeOffset now)
    {
        _options = options;
        Current = Math.Clamp(remembered ?? options.Start, options.Min, options.Max);
        _settled = remembered is not null;
        Restart(now);
        _lastShare = now;
    }

    /// <summary>For the next job. Between the options' Min and Max.</summary>
    public long Current { get; private set; }

    /// <summary>Counts an accepted share.</summary>
    /// <param name="difficulty">Of the job that it was issued from.</param>
    /// <returns>The new difficulty when it changes: send a job with it; else null.</returns>
    public long? OnShare(DateTimeOffset now, long difficulty)
    {
        _lastShare = now;
        _work += difficulty;
        _shares++;
        var elapsed = now - _since;
        var enough = _settled
            ? _shares >= _options.WindowShares || elapsed >= Targets(_options.WindowTargets)
            : _shares >= _options.QuickShares;
        if (!enough)
        {
            return null;
        }

        var seconds = Math.Max(elapsed.TotalSeconds, ShortestWindow.TotalSeconds);
        var ratio = _work / seconds * _options.TargetSeconds / Current;
        Restart(now);
        if (ratio <= _options.DeadBand && ratio >= 1 / _options.DeadBand)
        {
            _settled = true;
            return null;
        }

        // A step that is not enough says that the worker is not what it was: judge it quickly again.
        var wasSettled = _settled;
        var step = wasSettled ? _options.Step : _options.QuickStep;
        _settled = ratio <= step && ratio >= 1 / step;

        // What takes a settled worker just out of the band is half chance: going the whole way would lead past the target.
        return ChangeTo(Current * (wasSettled && _settled ? Math.Sqrt(ratio) : Math.Clamp(ratio, 1 / step, step)));
    }

    /// <summary>Called now and then, so that a worker whose difficulty is too high for it gets an easier job.</summary>
    /// <returns>The new difficulty when it changes: send a job with it; else null.</returns>
    public long? OnIdle(DateTimeOffset now)
    {
        var patience = Targets(_settled ? _options.IdleTargets : _options.QuickIdleTargets);
        var silent = now - (_since > _lastShare ? _since : _lastShare);
        if (silent < patience)
        {
            return null;
        }

        Restart(now);
        _settled = false;
        return ChangeTo(Current / _options.IdleStep);
    }

    private TimeSpan Targets(double count) => TimeSpan.FromSeconds(count * _options.TargetSeconds);

    private long? ChangeTo(double wanted)
    {
        var next = (long)Math.Clamp(Math.Round(wanted), _options.Min, _options.Max);
        if (next == Current)
        {
            return null;
        }

        Current = next;
        return next;
    }

    private void Restart(DateTimeOffset now)
    {
        (_since, _work, _shares) = (now, 0, 0);
    }
}

namespace Pool.Core.Stats;

/// <summary>
/// One part's line on the health board. The board always has the newest text; events are told only when the part breaks
/// and when it works again, however often it reports.
/// </summary>
public sealed class HealthPart(PoolSignals signals, string part, bool critical = true)
{
    private readonly Lock _gate = new();
    private bool _broken;

    /// <summary>Not at work yet: on the board, so that the process is not ready, but no alarm.</summary>
    public void Starting(string text) => signals.Health.Bad(part, text, critical);

    public void Good(string text)
    {
        lock (_gate)
        {
            signals.Health.Good(part, text, critical);
            if (_broken)
            {
                _broken = false;
                signals.Events.Tell(new LiveEvent.AllClear($"{part}: {text}"));
            }
        }
    }

    public void Bad(string text)
    {
        lock (_gate)
        {
            signals.Health.Bad(part, text, critical);
            if (!_broken)
            {
                _broken = true;
                signals.Events.Tell(new LiveEvent.Alarm($"{part}: {text}"));
            }
        }
    }
}

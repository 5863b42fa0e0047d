namespace Pool.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire inside <see cref="Advance"/>, in order of their time.</summary>
public sealed class FakeClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private DateTimeOffset _start;
    private TimeSpan _elapsed;
    private long _armings;

    public FakeClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public FakeClock(DateTimeOffset start) => _start = start;

    /// <summary>Timestamps count in ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that are set and have not fired.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _start + _elapsed;
        }
    }

    /// <summary>Grows by <see cref="Advance"/> only; <see cref="JumpTo"/> leaves it alone, as a real clock's would be.</summary>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Done as soon as so many timers are set: how a test knows, without sleeping, that a loop has come to its delay.
    /// </summary>
    public Task WhenTimersArmed(int count)
    {
        lock (_gate)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Moves the clock on and fires what falls due, each timer at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = new TimeSpan(GetTimestamp()) + by;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _elapsed = end > _elapsed ? end : _elapsed;
        }
    }

    /// <summary>Sets the wall clock, also backwards. Timers go by elapsed time and do not notice.</summary>
    public void JumpTo(DateTimeOffset now)
    {
        lock (_gate)
        {
            _start = now - _elapsed;
        }
    }

    private FakeTimer? NextDue(TimeSpan end)
    {
        lock (_gate)
        {
            var timer = _armed.Where(t => t.Due <= end).MinBy(t => (t.Due, t.Arming));
            if (timer is null)
            {
                return null;
            }

            _elapsed = timer.Due > _elapsed ? timer.Due : _elapsed;
            _armed.Remove(timer);
            if (timer.Period > TimeSpan.Zero)
            {
                Arm(timer, timer.Period);
            }

            return timer;
        }
    }

    private void Arm(FakeTimer timer, TimeSpan due)
    {
        timer.Due = _elapsed + due;
        timer.Arming = ++_armings;
        _armed.Add(timer);
        foreach (var (_, reached) in _waiters.Where(w => w.Count <= _armed.Count))
        {
            reached.TrySetResult();
        }

        _waiters.RemoveAll(w => w.Count <= _armed.Count);
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Due { get; set; }

        /// <summary>Breaks ties: of two timers due at once, the one that was set first fires first.</summary>
        public long Arming { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                clock._armed.Remove(this);
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    clock.Arm(this, dueTime);
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

using System.Diagnostics.Metrics;
using Pool.Core.Stats;

namespace Pool.Core.Shares;

/// <summary>
/// A front end's way to the books: gathers judged shares into batches and sends one at a time, unchanged until the store
/// has answered, while the next one gathers. A block candidate ends its batch, so that what comes later is after the block.
/// </summary>
public sealed class ShareOutbox : IShareRecorder, IAsyncDisposable
{
    private static readonly Task<ShareReceipt> Full = Task.FromResult(ShareReceipt.Full);

    private readonly Lock _gate = new();
    private readonly Queue<OpenBatch> _closed = new();
    private readonly ShareOutboxOptions _options;
    private readonly ITimer _gathered;
    private readonly ShareSender _sender;
    private readonly CancellationTokenSource _stop = new();
    private readonly Counter<long> _full;
    private OpenBatch _open = new();
    private OpenBatch? _inFlight;
    private Task _pump = Task.CompletedTask;
    private int _waiting;
    private bool _due;
    private bool _sending;
    private bool _ended;

    private ShareOutbox(ShareSender sender, uint startNumber, ShareOutboxOptions options, TimeProvider clock, Meter meter)
    {
        _sender = sender;
        _options = options;
        StartNumber = startNumber;
        _gathered = clock.CreateTimer(
            static outbox => ((ShareOutbox)outbox!).OnGathered(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _full = meter.CreateCounter<long>("pool.shares.full", "{share}", "Shares turned away because too many wait");
        meter.CreateObservableGauge("pool.shares.waiting", () => Waiting, "{share}", "Shares that wait for the store");
    }

    /// <summary>Of the first registration, and kept when the outbox has to take a new StartId: job ids never repeat.</summary>
    public uint StartNumber { get; }

    /// <summary>Shares that are not decided yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Registers this start with the store.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="Exception">The store cannot be reached: whatever the sink throws.</exception>
    public static async Task<ShareOutbox> Start(
        IShareSink sink, PoolSignals signals, ShareOutboxOptions options, TimeProvider clock, CancellationToken cancel)
    {
        var sender = new ShareSender(sink, signals, options.Checked(), clock);
        var startNumber = await sender.Register(cancel);
        return new ShareOutbox(sender, startNumber, options, clock, signals.Meter);
    }

    /// <inheritdoc/>
    /// <remarks>The task is cancelled when the process ends before the store has answered.</remarks>
    public Task<ShareReceipt> Record(ShareRecord share)
    {
        lock (_gate)
        {
            if (_ended || !HasRoomFor(share))
            {
                _full.Add(1);
                return Full;
            }

            if (!_open.HasRoomFor(share, _options.MaxSums))
            {
                Close();
            }

            _waiting++;
            var receipt = _open.Add(share);
            if (share.Candidate is not null)
            {
                Close();
            }
            else if (_open.Count == 1)
            {
                _gathered.Change(_options.GatherDelay, Timeout.InfiniteTimeSpan);
            }

            return receipt;
        }
    }

    /// <summary>
    /// Rejected shares cost their sender nothing, so they may fill one half only; a candidate costs a block's proof of work, so
    /// nobody can flood the outbox with them.
    /// </summary>
    private bool HasRoomFor(ShareRecord share) =>
        share.Candidate is not null
        || _waiting < (share.Outcome.Counts() ? _options.MaxWaiting : (_options.MaxWaiting + 1) / 2);

    /// <summary>Takes no more shares and sends what waits.</summary>
    /// <returns>True when all is decided, false when the deadline passed before.</returns>
    public async Task<bool> Drain(TimeSpan deadline)
    {
        Task pump;
        lock (_gate)
        {
            _ended = true;
            if (_open.Count > 0)
            {
                Close();
            }

            pump = _pump;
        }

        await pump.WaitAsync(deadline, _sender.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return pump.IsCompletedSuccessfully;
    }

    /// <summary>Stops at once; <see cref="Drain"/> first. The outcome of what was not answered stays unknown.</summary>
    public async ValueTask DisposeAsync()
    {
        Task pump;
        lock (_gate)
        {
            _ended = true;
            pump = _pump;
        }

        await _stop.CancelAsync();
        await _gathered.DisposeAsync();
        await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _inFlight?.Abandon();
            _open.Abandon();
            foreach (var batch in _closed)
            {
                batch.Abandon();
            }
        }

        _stop.Dispose();
    }

    private void OnGathered()
    {
        lock (_gate)
        {
            _due = _open.Count > 0;
            if (_due)
            {
                StartPump();
            }
        }
    }

    private void Close()
    {
        _closed.Enqueue(_open);
        _open = new OpenBatch();
        _due = false;
        _gathered.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        StartPump();
    }

    private void StartPump()
    {
        if (!_sending && !_stop.IsCancellationRequested)
        {
            // Not on the caller's thread: it is a session's or the timer's, and a store may work before it awaits.
            _sending = true;
            _pump = Task.Run(Pump);
        }
    }

    private async Task Pump()
    {
        while (TakeNext() is { } batch)
        {
            await _sender.Settle(batch, _stop.Token);
        }
    }

    private OpenBatch? TakeNext()
    {
        lock (_gate)
        {
            _waiting -= _inFlight?.Count ?? 0;
            if (_closed.Count == 0 && _due)
            {
                Close();
            }

            _sending = _closed.TryDequeue(out _inFlight);
            return _inFlight;
        }
    }
}

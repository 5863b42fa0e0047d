using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Pool.Core.Stats;

namespace Pool.Core.Shares;

/// <summary>Sends one batch after another under a StartId and insists on an answer to each.</summary>
internal sealed class ShareSender
{
    private readonly IShareSink _sink;
    private readonly ShareOutboxOptions _options;
    private readonly PoolSignals _signals;
    private readonly HealthPart _health;
    private readonly Histogram<double> _commit;
    private readonly Histogram<long> _size;
    private readonly Counter<long> _resent;
    private Guid _startId;
    private long _sequence;
    private int _refusals;

    public ShareSender(IShareSink sink, PoolSignals signals, ShareOutboxOptions options, TimeProvider clock)
    {
        _sink = sink;
        _options = options;
        _signals = signals;
        Clock = clock;
        _health = new HealthPart(signals, "shares");
        _commit = signals.Meter.CreateHistogram<double>("pool.shares.commit", "s", "From sending a batch to its answer");
        _size = signals.Meter.CreateHistogram<long>("pool.shares.batch", "{share}", "Shares in a batch");
        _resent = signals.Meter.CreateCounter<long>("pool.shares.resent", "{batch}", "Batches sent again");
    }

    public TimeProvider Clock { get; }

    /// <summary>Draws a StartId and registers it; sequences begin at 1 again.</summary>
    public async Task<uint> Register(CancellationToken cancel)
    {
        var startId = DrawStartId();
        var number = await _sink.RegisterStart(startId, cancel);
        (_startId, _sequence) = (startId, 0);
        _health.Good("the store answers");
        return number;
    }

    /// <summary>
    /// Sends a batch until it is decided. When it is refused, its shares are, too, but its candidate is sent again under a
    /// new StartId until the store has it: a block must be in the journal whatever became of the shares beside it.
    /// </summary>
    public async Task Settle(OpenBatch batch, CancellationToken cancel)
    {
        for (var sending = batch; sending is not null; sending = sending.WithCandidateOnly())
        {
            var payload = sending.ToBatch(_startId, ++_sequence);
            _size.Record(sending.Count);
            var began = Clock.GetTimestamp();
            var result = await Insist(token => _sink.Append(payload, token), cancel);
            _commit.Record(Clock.GetElapsedTime(began).TotalSeconds);
            if (result is AppendResult.Committed or AppendResult.Repeated)
            {
                _refusals = 0;
                sending.Decide(ShareReceipt.Recorded);
                return;
            }

            sending.Decide(ShareReceipt.Refused);
            _signals.Events.Tell(new LiveEvent.Alarm(
                $"shares: the store refused batch {payload.Sequence} of start {payload.StartId} with {sending.Count} shares; "
                + "they are not booked. Was an older backup restored? The front end goes on under a new start."));
            await StartAnew(cancel);
        }
    }

    private async Task StartAnew(CancellationToken cancel)
    {
        // The first refusal is answered at once; a store that refuses every start is not asked in a tight loop.
        if (++_refusals > 1)
        {
            await Task.Delay(_options.Retry.After(_refusals - 1), Clock, cancel);
        }

        var startId = DrawStartId();
        await Insist(token => _sink.RegisterStart(startId, token), cancel);
        (_startId, _sequence) = (startId, 0);
    }

    private async Task<T> Insist<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        for (var failures = 0; ;)
        {
            try
            {
                var answer = await call(cancel);
                _health.Good("the store answers");
                return answer;
            }
            catch (Exception problem) when (!cancel.IsCancellationRequested)
            {
                failures++;
                _resent.Add(1);
                _health.Bad($"the store does not answer: {problem.Message} Shares wait; look after the store.");
            }

            await Task.Delay(_options.Retry.After(failures), Clock, cancel);
        }
    }

    private static Guid DrawStartId()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return new Guid(random);
    }
}

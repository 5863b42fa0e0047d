using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Loops;

/// <summary>
/// Decides when the payer plans: once per interval, and again as soon as a batch is through while payees are left. In between it
/// only settles what is open.
/// </summary>
internal sealed class PayoutLoop : IAsyncDisposable
{
    private readonly Payer _payer;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private long? _plannedAt;
    private bool _more;

    private PayoutLoop(Payer payer, TimeSpan interval, TimeProvider time) => (_payer, _interval, _time) = (payer, interval, time);

    /// <summary>Longest pause between two steps.</summary>
    public TimeSpan Pause => _interval < Intervals.Settle ? _interval : Intervals.Settle;

    public static PayoutLoop Create(PayoutSettings settings, PoolPorts ports, WalletIdentity identity, PoolSignals signals, TimeProvider time)
    {
        var payer = new Payer(
            PayerParts.NewHolder(), PayerParts.Ports(ports, identity), PayerParts.Options(settings), time, signals.Health);
        return new(payer, settings.Interval, time);
    }

    public async Task Step(CancellationToken cancel)
    {
        var due = _more || _plannedAt is not { } at || _time.GetElapsedTime(at) >= _interval;
        var report = await (due ? _payer.Run(cancel) : _payer.Settle(cancel));
        if (due && report.Outcome is not (PayoutRunOutcome.WaitingOut or PayoutRunOutcome.LeaseElsewhere))
        {
            _plannedAt = _time.GetTimestamp();
            _more = report.Outcome is PayoutRunOutcome.Relayed or PayoutRunOutcome.BatchOpen;
        }
    }

    public async ValueTask DisposeAsync() => await _payer.Stop(CancellationToken.None);
}

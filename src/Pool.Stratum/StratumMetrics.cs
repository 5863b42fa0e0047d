using System.Diagnostics.Metrics;
using Pool.Core.Shares;

namespace Pool.Stratum;

/// <summary>The server's instruments.</summary>
internal sealed class StratumMetrics
{
    // From a share with an almost free hash (0.1 ms) to one that waits for the store (10 s).
    private static readonly double[] Seconds = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    private readonly Counter<long> _opened;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _turnedAway;
    private readonly Counter<long> _logins;
    private readonly Counter<long> _loginFailures;
    private readonly Counter<long> _shares;
    private readonly Counter<long> _receipts;
    private readonly Counter<long> _malformed;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _jobs;
    private readonly Histogram<double> _submit;
    private readonly Histogram<double> _push;

    /// <param name="connections">How many are open now.</param>
    /// <param name="loggedIn">How many of them have logged in.</param>
    public StratumMetrics(Meter meter, Func<int> connections, Func<int> loggedIn)
    {
        var buckets = new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds };
        meter.CreateObservableGauge("pool.stratum.connections", connections, "{connection}", "Open connections");
        meter.CreateObservableGauge("pool.stratum.sessions", loggedIn, "{session}", "Connections that have logged in");
        _opened = meter.CreateCounter<long>("pool.stratum.connections.opened", "{connection}", "Connections accepted");
        _closed = meter.CreateCounter<long>("pool.stratum.connections.closed", "{connection}", "Connections ended, by reason");
        _turnedAway = meter.CreateCounter<long>("pool.stratum.connections.refused", "{connection}", "Connections above the limit");
        _logins = meter.CreateCounter<long>("pool.stratum.logins", "{login}", "Logins taken");
        _loginFailures = meter.CreateCounter<long>("pool.stratum.login.failures", "{login}", "Logins refused, by reason");
        _shares = meter.CreateCounter<long>("pool.stratum.shares", "{share}", "Judged shares, by outcome");
        _receipts = meter.CreateCounter<long>("pool.stratum.receipts", "{share}", "What became of good shares at the store");
        _malformed = meter.CreateCounter<long>("pool.stratum.lines.malformed", "{line}", "Lines that are no requests");
        _errors = meter.CreateCounter<long>("pool.stratum.errors", "{request}", "Other requests answered with an error, by kind");
        _jobs = meter.CreateCounter<long>("pool.stratum.jobs", "{job}", "Jobs sent");
        _submit = meter.CreateHistogram("pool.stratum.submit.duration", "s", "From a share's line to its answer", null, buckets);
        _push = meter.CreateHistogram("pool.stratum.push.duration", "s", "From new work to the last session's job", null, buckets);
    }

    public void Opened() => _opened.Add(1);

    public void Closed(CloseReason reason) => _closed.Add(1, new KeyValuePair<string, object?>("reason", reason.Label()));

    public void TurnedAway() => _turnedAway.Add(1);

    public void LoggedIn() => _logins.Add(1);

    public void LoginFailed(string reason) => _loginFailures.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Judged(ShareOutcome outcome) => _shares.Add(1, new KeyValuePair<string, object?>("outcome", outcome.Label()));

    /// <param name="receipt">recorded, late, refused or full.</param>
    public void Receipt(string receipt) => _receipts.Add(1, new KeyValuePair<string, object?>("receipt", receipt));

    public void Malformed() => _malformed.Add(1);

    /// <param name="kind">unauthenticated, unknown-method, no-work, unchecked or login-twice.</param>
    public void Error(string kind) => _errors.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void JobSent() => _jobs.Add(1);

    public void Answered(TimeSpan took) => _submit.Record(took.TotalSeconds);

    public void Pushed(TimeSpan took) => _push.Record(took.TotalSeconds);
}

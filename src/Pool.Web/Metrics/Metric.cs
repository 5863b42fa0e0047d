using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Pool.Web.Metrics;

/// <summary>One instrument with its series, one a label set.</summary>
internal sealed class Metric
{
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly MetricKind _kind;
    private readonly string _help;
    private readonly double[] _bounds;
    private readonly int _maxSeries;

    private Metric(string name, string help, MetricKind kind, double[] bounds, int maxSeries)
    {
        Name = name;
        _help = help;
        _kind = kind;
        _bounds = bounds;
        _maxSeries = maxSeries;
    }

    public string Name { get; }

    /// <summary>Null for a kind of instrument that the text format does not know.</summary>
    public static Metric? Of(Instrument instrument, int maxSeries) => MetricKind.Of(instrument) is { } kind
        ? new Metric(
            MetricName.Of(instrument, kind), instrument.Description ?? "", kind, kind.Buckets ? Buckets.Of(instrument) : [], maxSeries)
        : null;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Find(LabelSet.Of(tags)).Record(value);

    /// <summary>What is asked for at each scrape may name fewer label sets than before.</summary>
    public void ForgetObserved()
    {
        if (_kind.Observed)
        {
            _series.Clear();
        }
    }

    public void WriteTo(MetricsText text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Head(Name, _kind.Type, _help);
        foreach (var (labels, series) in _series.OrderBy(series => series.Key, StringComparer.Ordinal))
        {
            series.WriteTo(text, Name, labels);
        }
    }

    private Series Find(string labels)
    {
        if (_series.TryGetValue(labels, out var known))
        {
            return known;
        }

        // Threads that race here may pass the limit by their number, no more.
        return _series.GetOrAdd(_series.Count < _maxSeries ? labels : LabelSet.Overflow, _ => new Series(_kind.Adds, _bounds));
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Pool.Stratum.Tests;

/// <summary>Sums what the counters of one meter counted.</summary>
internal sealed class MetricReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new();

    public MetricReader(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        _listener.Start();
    }

    /// <summary>What a counter has counted, or how often a histogram was fed.</summary>
    /// <param name="name">With the value of its tag, if it has one: pool.stratum.shares/stale.</param>
    public long this[string name] => _sums.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name}/{tags[0].Value}";
        _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}

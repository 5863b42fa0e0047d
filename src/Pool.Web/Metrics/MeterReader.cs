using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Pool.Web.Metrics;

/// <summary>Listens to the instruments of one meter and keeps what /metrics shows.</summary>
internal sealed class MeterReader : IDisposable
{
    private readonly ConcurrentDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scrape = new();

    /// <param name="maxSeries">Label sets of one instrument.</param>
    public MeterReader(Meter meter, int maxSeries)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter) && Metric.Of(instrument, maxSeries) is { } metric)
            {
                // The first of two instruments with one name is shown.
                if (_metrics.TryAdd(metric.Name, metric))
                {
                    listener.EnableMeasurementEvents(instrument, metric);
                }
            }
        };
        Listen<byte>(static value => value);
        Listen<short>(static value => value);
        Listen<int>(static value => value);
        Listen<long>(static value => value);
        Listen<float>(static value => value);
        Listen<double>(static value => value);
        Listen<decimal>(static value => (double)value);
        _listener.Start();
    }

    /// <summary>All metrics in the text format 0.0.4, by name.</summary>
    public string Write()
    {
        lock (_scrape)
        {
            foreach (var metric in _metrics.Values)
            {
                metric.ForgetObserved();
            }

            var failed = Observe();
            var text = new MetricsText();
            foreach (var metric in _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal))
            {
                metric.WriteTo(text);
            }

            text.Head("pool_metrics_failed_observations", "gauge", "Instruments whose value could not be read for this answer.");
            text.Sample("pool_metrics_failed_observations", "", failed);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>One instrument that cannot tell its value must not hide the others.</summary>
    /// <returns>How many could not.</returns>
    private int Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
            return 0;
        }
        catch (AggregateException failures)
        {
            return failures.InnerExceptions.Count;
        }
    }

    private void Listen<T>(Func<T, double> number)
        where T : struct =>
        _listener.SetMeasurementEventCallback<T>((_, value, tags, state) => ((Metric)state!).Record(number(value), tags));
}

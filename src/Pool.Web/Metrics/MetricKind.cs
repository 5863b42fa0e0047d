using System.Diagnostics.Metrics;

namespace Pool.Web.Metrics;

/// <summary>How an instrument's measurements are put together.</summary>
/// <param name="Type">As the text format calls it.</param>
/// <param name="Adds">Measurements are increments; else the last one stands.</param>
/// <param name="Observed">Asked for at each scrape.</param>
/// <param name="Buckets">A histogram.</param>
internal sealed record MetricKind(string Type, bool Adds, bool Observed, bool Buckets)
{
    public bool Counts => Type == "counter";

    /// <summary>By the instrument's generic type; null for one that is not known here.</summary>
    public static MetricKind? Of(Instrument instrument)
    {
        var type = instrument.GetType();
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return generic switch
        {
            _ when generic == typeof(Counter<>) => new MetricKind("counter", true, false, false),
            _ when generic == typeof(UpDownCounter<>) => new MetricKind("gauge", true, false, false),
            _ when generic == typeof(Gauge<>) => new MetricKind("gauge", false, false, false),
            _ when generic == typeof(Histogram<>) => new MetricKind("histogram", true, false, true),
            _ when generic == typeof(ObservableCounter<>) => new MetricKind("counter", false, true, false),
            _ when generic == typeof(ObservableUpDownCounter<>) => new MetricKind("gauge", false, true, false),
            _ when generic == typeof(ObservableGauge<>) => new MetricKind("gauge", false, true, false),
            _ => null,
        };
    }
}

using System.Diagnostics.Metrics;

namespace Pool.Web.Metrics;

/// <summary>Upper bounds of a histogram's buckets.</summary>
internal static class Buckets
{
    /// <summary>Three a decade, from a tenth of a millisecond to a minute where the unit is the second.</summary>
    private static readonly double[] Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>The same in any other unit, from 1 to 60 000: a millisecond to a minute in milliseconds.</summary>
    private static readonly double[] Others = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000];

    /// <summary>Those that the instrument advises, or the ones of its unit.</summary>
    public static double[] Of(Instrument instrument) => Advised(instrument) ?? (instrument.Unit == "s" ? Seconds : Others);

    private static double[]? Advised(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => Convert(histogram, value => value),
        Histogram<float> histogram => Convert(histogram, value => value),
        Histogram<decimal> histogram => Convert(histogram, value => (double)value),
        Histogram<long> histogram => Convert(histogram, value => value),
        Histogram<int> histogram => Convert(histogram, value => value),
        _ => null,
    };

    private static double[]? Convert<T>(Histogram<T> histogram, Func<T, double> number)
        where T : struct =>
        histogram.Advice?.HistogramBucketBoundaries is { Count: > 0 } bounds ? [.. bounds.Select(number).Order()] : null;
}

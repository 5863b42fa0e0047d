namespace Pool.Web.Metrics;

/// <summary>The measurements of one label set: a number, or a histogram where there are bounds.</summary>
internal sealed class Series(bool adds, double[] bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[bounds.Length];
    private long _count;
    private double _value;

    public void Record(double value)
    {
        lock (_gate)
        {
            _value = adds ? _value + value : value;
            if (bounds.Length == 0)
            {
                return;
            }

            _count++;
            var bucket = Array.FindIndex(bounds, bound => value <= bound);
            if (bucket >= 0)
            {
                _buckets[bucket]++;
            }
        }
    }

    public void WriteTo(MetricsText text, string name, string labels)
    {
        lock (_gate)
        {
            if (bounds.Length == 0)
            {
                text.Sample(name, labels, _value);
                return;
            }

            var below = 0L;
            for (var i = 0; i < bounds.Length; i++)
            {
                below += _buckets[i];
                text.Bucket(name, labels, bounds[i], below);
            }

            text.Bucket(name, labels, double.PositiveInfinity, _count);
            text.Sample(name + "_sum", labels, _value);
            text.Sample(name + "_count", labels, _count);
        }
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Pool.Hashing;

/// <summary>The hash pool's instruments.</summary>
internal sealed class HashMetrics
{
    // From cn/upx2 (0.2 ms) to a RandomX interpreter (0.2 s), and beyond for a queue.
    private static readonly double[] Seconds = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    private readonly Histogram<double> _cpu;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _refused;

    public HashMetrics(Meter meter, HashQueue queue)
    {
        var buckets = new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds };
        _cpu = meter.CreateHistogram("pool.hashing.cpu", "s", "CPU time of one hash", null, buckets);
        _wait = meter.CreateHistogram("pool.hashing.wait", "s", "Time that a hash stood in the queue", null, buckets);
        _refused = meter.CreateCounter<long>("pool.hashing.refused", "{hash}", "Hashes refused because the queue was full");
        meter.CreateObservableGauge("pool.hashing.queue", () => queue.Length, "{hash}", "Hashes in the queue");
    }

    public void Hashed(PowAlgorithm algorithm, TimeSpan cpu, long submitted, long begun)
    {
        var tag = new KeyValuePair<string, object?>("algorithm", algorithm.Name);
        _cpu.Record(cpu.TotalSeconds, tag);
        _wait.Record(Stopwatch.GetElapsedTime(submitted, begun).TotalSeconds, tag);
    }

    public void Refused(PowAlgorithm algorithm) => _refused.Add(1, new KeyValuePair<string, object?>("algorithm", algorithm.Name));
}

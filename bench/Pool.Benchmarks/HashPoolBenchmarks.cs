using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Pool.Hashing;

namespace Pool.Benchmarks;

/// <summary>What the queue costs: a burst of hashes that take no time, from a hundred addresses.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 9)]
public class HashPoolBenchmarks
{
    private const int Burst = 1000;
    private const int Addresses = 100;

    private readonly byte[] _blob = new byte[76];
    private readonly PowAlgorithm _nothing = new("nothing", (algorithm, _) => new Nothing(algorithm), new KnownHash("", ""));
    private readonly ValueTask<HashResult>[] _results = new ValueTask<HashResult>[Burst];
    private readonly Meter _meter = new("bench");
    private HashSource[] _sources = [];
    private PowEngine _engine = null!;
    private HashPool _pool = null!;

    [GlobalSetup]
    public void Start()
    {
        _engine = new PowEngine();
        _pool = new HashPool(_engine, new HashPoolOptions { Threads = 2 }, _meter);
        _sources = Enumerable.Range(0, Addresses).Select(i => _pool.Open($"10.0.0.{i}")).ToArray();
    }

    [Benchmark(OperationsPerInvoke = Burst)]
    public async Task Submit()
    {
        for (var i = 0; i < Burst; i++)
        {
            _results[i] = _sources[i % Addresses].Submit(_nothing, _blob, default);
        }

        for (var i = 0; i < Burst; i++)
        {
            await _results[i];
        }
    }

    [GlobalCleanup]
    public void Stop()
    {
        _pool.Dispose();
        _engine.Dispose();
        _meter.Dispose();
    }

    private sealed class Nothing(PowAlgorithm algorithm) : PowVm(algorithm)
    {
        private protected override void Compute(ReadOnlySpan<byte> input, in PowParameters parameters, Span<byte> hash) => hash.Clear();

        protected override void Dispose(bool disposing)
        {
        }
    }
}

using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Pool.Hashing;

namespace Pool.Benchmarks;

/// <summary>One hash of every algorithm; the memory column must say that nothing is allocated.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Throughput, launchCount: 1, warmupCount: 2, iterationCount: 7)]
public class HashBenchmarks
{
    private readonly byte[] _blob = new byte[76];
    private readonly byte[] _hash = new byte[PowHash.Bytes];
    private readonly PowParameters _parameters = new(new byte[32], 1_806_260);
    private PowEngine _engine = null!;
    private PowVm _vm = null!;

    public static IEnumerable<string> Names => PowRegistry.Default.Algorithms.Select(algorithm => algorithm.Name);

    [ParamsSource(nameof(Names))]
    public string Algorithm { get; set; } = "";

    [GlobalSetup]
    public void Start()
    {
        _engine = new PowEngine();
        _vm = _engine.CreateVm(PowRegistry.Default.Get(Algorithm));
    }

    [Benchmark]
    public void Hash()
    {
        _blob[39]++;
        _vm.Hash(_blob, _parameters, _hash);
    }

    [GlobalCleanup]
    public void Stop()
    {
        _vm.Dispose();
        _engine.Dispose();
    }
}

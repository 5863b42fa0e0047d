using BenchmarkDotNet.Attributes;
using Pool.Hashing;

namespace Pool.Benchmarks;

/// <summary>What a job's blob costs: Keccak of a miner transaction, whole and from a copied prefix.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 9)]
public class KeccakBenchmarks
{
    private const int TransactionBytes = 400;
    private const int TailBytes = 100;

    private readonly byte[] _transaction = new byte[TransactionBytes];
    private readonly byte[] _hash = new byte[Keccak.HashBytes];
    private KeccakSponge _prefix;

    [GlobalSetup]
    public void Start() => _prefix.Absorb(_transaction.AsSpan(0, TransactionBytes - TailBytes));

    [Benchmark(Baseline = true)]
    public void Whole() => Keccak.Hash256(_transaction, _hash);

    [Benchmark]
    public void Tail()
    {
        var sponge = _prefix;
        sponge.Absorb(_transaction.AsSpan(TransactionBytes - TailBytes));
        sponge.Finish(_hash);
    }
}

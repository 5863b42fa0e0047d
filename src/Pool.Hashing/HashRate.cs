using System.Buffers.Binary;
using System.Diagnostics;

namespace Pool.Hashing;

/// <summary>How fast this machine hashes.</summary>
/// <param name="Cpu">CPU time of the hashing threads alone, all together.</param>
/// <param name="Elapsed">Time by the clock.</param>
public sealed record HashRate(long Hashes, TimeSpan Cpu, TimeSpan Elapsed)
{
    // Enough for compiled code, touched memory and a RandomX cache to be there.
    private const int WarmUp = 3;
    private const int BlobBytes = 76;
    private const int NonceOffset = 39;
    private const int SeedBytes = 32;
    private const ulong Height = 1_806_260; // of cn/r's first vector

    public double PerCpuSecond => Hashes / Cpu.TotalSeconds;

    public double PerSecond => Hashes / Elapsed.TotalSeconds;

    /// <summary>Hashes a blob of 76 bytes with a rising nonce on so many threads for so long, after a warm-up.</summary>
    public static HashRate Measure(PowEngine engine, PowAlgorithm algorithm, int threads, TimeSpan duration, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        using var warm = new Barrier(threads);
        var rates = new HashRate[threads];
        var failures = new Exception?[threads];
        var workers = Enumerable.Range(0, threads)
            .Select(i => new Thread(() => failures[i] = Run(i)) { IsBackground = true, Name = $"hash-rate-{i}" })
            .ToArray();
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        if (Array.Find(failures, failure => failure is not null) is { } failed)
        {
            throw failed;
        }

        return new HashRate(
            rates.Sum(rate => rate.Hashes),
            TimeSpan.FromTicks(rates.Sum(rate => rate.Cpu.Ticks)),
            rates.Max(rate => rate.Elapsed));

        Exception? Run(int i)
        {
            try
            {
                using var vm = engine.CreateVm(algorithm);
                rates[i] = MeasureThread(vm, warm, (uint)i << 24, duration, cancellation);
                return null;
            }
            catch (Exception exception) when (exception is PowUnavailableException or OutOfMemoryException)
            {
                warm.RemoveParticipant();
                return exception;
            }
        }
    }

    private static HashRate MeasureThread(PowVm vm, Barrier warm, uint nonce, TimeSpan duration, CancellationToken cancellation)
    {
        var blob = new byte[BlobBytes];
        var hash = new byte[PowHash.Bytes];
        var parameters = new PowParameters(new byte[SeedBytes], Height);
        for (var i = 0; i < WarmUp; i++)
        {
            vm.Hash(blob, parameters, hash);
        }

        warm.SignalAndWait(CancellationToken.None);
        var start = Stopwatch.GetTimestamp();
        var cpu = ThreadCpu.Now;
        long hashes = 0;
        while (Stopwatch.GetElapsedTime(start) < duration && !cancellation.IsCancellationRequested)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(NonceOffset), nonce++);
            vm.Hash(blob, parameters, hash);
            hashes++;
        }

        return new HashRate(hashes, ThreadCpu.Now - cpu, Stopwatch.GetElapsedTime(start));
    }
}

using System.Collections.Concurrent;

namespace Pool.Hashing.Tests;

/// <summary>A proof of work that waits for the test before each hash, and notes the order. The hash is the blob itself.</summary>
internal sealed class GatedAlgorithm : IDisposable
{
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _gate = new(0);

    public GatedAlgorithm() => Algorithm = new PowAlgorithm("test/gated", (algorithm, _) => new Machine(algorithm, this), new KnownHash("", ""));

    public PowAlgorithm Algorithm { get; }

    public ConcurrentQueue<byte> Order { get; } = new();

    /// <summary>Waits until a thread stands at the gate, so that what is submitted next is queued.</summary>
    public Task Entered() => _entered.WaitAsync(Limits.Patience);

    public void Open(int hashes) => _gate.Release(hashes);

    public void Dispose()
    {
        _entered.Dispose();
        _gate.Dispose();
    }

    private sealed class Machine(PowAlgorithm algorithm, GatedAlgorithm owner) : PowVm(algorithm)
    {
        private protected override void Compute(ReadOnlySpan<byte> input, in PowParameters parameters, Span<byte> hash)
        {
            if (input[0] == 0xFF)
            {
                throw new PowUnavailableException("broken on purpose");
            }

            owner._entered.Release();
            owner._gate.Wait();
            owner.Order.Enqueue(input[0]);
            hash.Clear();
            input[..Math.Min(input.Length, hash.Length)].CopyTo(hash);
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}

internal static class Limits
{
    /// <summary>Long enough for a busy machine; only a failing test waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
}

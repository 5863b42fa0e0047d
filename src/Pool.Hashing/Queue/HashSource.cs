namespace Pool.Hashing;

/// <summary>One connection's way into the hash pool. Disposing it cancels what it has queued; a hash under way ends.</summary>
public sealed class HashSource : IDisposable
{
    private readonly HashPool _pool;

    internal HashSource(HashPool pool, HashAddress address)
    {
        _pool = pool;
        Address = address;
    }

    internal HashAddress Address { get; }

    /// <summary>Guarded by the queue.</summary>
    internal bool Closed { get; set; }

    /// <summary>Queues the hash of <paramref name="blob"/>, which is copied. Never blocks and never throws for what a miner
    /// can cause. Await the result exactly once.</summary>
    /// <exception cref="ArgumentException">The blob is longer than <see cref="HashPoolOptions.BlobLimit"/>.</exception>
    public ValueTask<HashResult> Submit(
        PowAlgorithm algorithm,
        ReadOnlySpan<byte> blob,
        in PowParameters parameters,
        HashUrgency urgency = HashUrgency.Share) =>
        _pool.Submit(this, algorithm, blob, parameters, urgency);

    public void Dispose() => _pool.Close(this);
}

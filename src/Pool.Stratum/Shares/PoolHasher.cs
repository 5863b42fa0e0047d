using Pool.Core.Templates;
using Pool.Hashing;

namespace Pool.Stratum;

/// <summary>Shares hashed by the threads of a <see cref="HashPool"/>.</summary>
public sealed class PoolHasher(PowRegistry registry, PowEngine engine, HashPool pool) : IShareHasher
{
    public IShareHashLane Open(string address) => new Lane(registry, pool.Open(address));

    public void Prepare(BlockTemplate template)
    {
        var algorithm = registry.Get(template.Algorithm);
        Ahead(algorithm, template.SeedHash);
        if (template.NextSeedHash is { } next)
        {
            Ahead(algorithm, next);
        }
    }

    public bool IsSame(string algorithm, string other) =>
        string.Equals(algorithm, other, StringComparison.OrdinalIgnoreCase)
        || (registry.TryGet(algorithm, out var first) && registry.TryGet(other, out var second) && first == second);

    /// <summary>What cannot be made ready ahead says so when a share is hashed with it.</summary>
    private void Ahead(PowAlgorithm algorithm, Core.Hash32 seed) => engine.Prepare(algorithm, seed.ToArray()).ContinueWith(
        static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private sealed class Lane(PowRegistry registry, HashSource source) : IShareHashLane
    {
        public ValueTask<HashResult> Hash(BlockTemplate template, ReadOnlySpan<byte> blob, HashUrgency urgency) => source.Submit(
            registry.Get(template.Algorithm),
            blob,
            new PowParameters(template.SeedHash.ToArray(), (ulong)template.Height),
            urgency);

        public void Dispose() => source.Dispose();
    }
}

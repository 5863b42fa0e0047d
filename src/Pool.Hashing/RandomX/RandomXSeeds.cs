namespace Pool.Hashing.RandomX;

/// <summary>The seeds in memory, at most <see cref="PowOptions.RandomXSeeds"/> at once, shared by all threads. A seed that is
/// needed and missing takes the place of the one used longest ago; nothing is freed under a hash.</summary>
internal sealed class RandomXSeeds(RandomXLibrary library, PowOptions options) : IDisposable
{
    private readonly object _gate = new();
    private readonly List<RandomXSeed> _seeds = [];
    private long _clock;

    public RandomXLibrary Library => library;

    public PowOptions Options => options;

    /// <summary>How many seeds are in memory.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _seeds.Count;
            }
        }
    }

    /// <summary>Lends the memory of a seed, building it first if need be. Dispose the lease after the hash.</summary>
    public Lease Acquire(ReadOnlySpan<byte> key)
    {
        var lease = new Lease(this, Reserve(key));
        try
        {
            lease.Seed.EnsureCache();
        }
        catch
        {
            lease.Dispose();
            throw;
        }

        return lease;
    }

    /// <summary>Builds a seed on a thread of its own; completes when it is as fast as it will get.</summary>
    public Task Prepare(ReadOnlyMemory<byte> key)
    {
        var copy = key.ToArray();
        return Task.Factory.StartNew(
            () =>
            {
                using var lease = Acquire(copy);
                return lease.Seed.Built();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_seeds.Exists(seed => seed.Users > 0))
            {
                Monitor.Wait(_gate);
            }

            _seeds.ForEach(seed => seed.Release());
            _seeds.Clear();
        }
    }

    private RandomXSeed Reserve(ReadOnlySpan<byte> key)
    {
        lock (_gate)
        {
            RandomXSeed? seed;
            while ((seed = Find(key) ?? Add(key)) is null)
            {
                // Every place is taken by a hash under way: one ends within some 50 ms.
                Monitor.Wait(_gate);
            }

            seed.Users++;
            seed.LastUse = ++_clock;
            return seed;
        }
    }

    private RandomXSeed? Find(ReadOnlySpan<byte> key)
    {
        foreach (var seed in _seeds)
        {
            if (seed.Key.SequenceEqual(key))
            {
                return seed;
            }
        }

        return null;
    }

    private RandomXSeed? Add(ReadOnlySpan<byte> key)
    {
        if (_seeds.Count >= options.RandomXSeeds)
        {
            var oldest = _seeds.Where(seed => seed.Users == 0).MinBy(seed => seed.LastUse);
            if (oldest is null)
            {
                return null;
            }

            _seeds.Remove(oldest);
            oldest.Release();
        }

        var added = new RandomXSeed(library, key.ToArray(), options);
        _seeds.Add(added);
        return added;
    }

    private void Return(RandomXSeed seed)
    {
        lock (_gate)
        {
            if (--seed.Users == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The right to hash with a seed, until disposed.</summary>
    internal readonly struct Lease(RandomXSeeds owner, RandomXSeed seed) : IDisposable
    {
        public RandomXSeed Seed => seed;

        public void Dispose() => owner.Return(seed);
    }
}

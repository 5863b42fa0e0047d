namespace Pool.Hashing.RandomX;

/// <summary>The memory of one seed: its cache of 256 MiB and, in full mode, its dataset of 2080 MiB.</summary>
internal sealed class RandomXSeed(RandomXLibrary library, byte[] key, PowOptions options)
{
    private const long CacheBytes = 256L * 1024 * 1024;

    private readonly Lock _building = new();
    private readonly RandomXFlags _flags = options.Portable ? RandomXFlags.None : library.GetFlags();
    private nint _cache;
    private RandomXDataset? _dataset;

    public ReadOnlySpan<byte> Key => key;

    /// <summary>The initialised cache.</summary>
    public nint Cache => _cache;

    /// <summary>The dataset, or 0 while it is being built or in light mode.</summary>
    public nint Dataset => Volatile.Read(ref _dataset)?.Memory ?? 0;

    /// <summary>Hashes under way with this seed, and the time of the last one; guarded by <see cref="RandomXSeeds"/>.</summary>
    public int Users { get; set; }

    public long LastUse { get; set; }

    /// <summary>Builds the cache if nobody has; waits if somebody is at it: half a second. In full mode it also starts
    /// to build the dataset, and does not wait for it.</summary>
    /// <exception cref="PowUnavailableException">The kernel has no 256 MiB left.</exception>
    public void EnsureCache()
    {
        if (Volatile.Read(ref _cache) != 0)
        {
            return;
        }

        lock (_building)
        {
            if (_cache != 0)
            {
                return;
            }

            var cache = Allocate();
            library.InitCache(cache, key);
            Volatile.Write(ref _cache, cache);
            if (options.RandomX == RandomXMode.Full)
            {
                Volatile.Write(ref _dataset, new RandomXDataset(library, cache, _flags, options));
            }
        }
    }

    /// <summary>Completes when the dataset is there; at once in light mode.</summary>
    public Task Built() => Volatile.Read(ref _dataset)?.Built ?? Task.CompletedTask;

    /// <summary>Frees everything. No hash may be under way.</summary>
    public void Release()
    {
        _dataset?.Release();
        if (_cache != 0)
        {
            library.ReleaseCache(_cache);
            _cache = 0;
        }
    }

    private nint Allocate()
    {
        var cache = options.HugePages ? library.AllocCache(_flags | RandomXFlags.LargePages) : 0;
        if (cache != 0)
        {
            return cache;
        }

        cache = library.AllocCache(_flags);
        if (cache == 0)
        {
            throw new PowUnavailableException(
                "There is no memory for a RandomX cache of 256 MiB. Give the process more memory, or run fewer pools on this host.");
        }

        if (options.HugePages)
        {
            HugePages.Advise(RandomXLibrary.CacheMemory(cache), CacheBytes);
        }

        return cache;
    }
}

namespace Pool.Hashing.RandomX;

/// <summary>A RandomX dataset, filled by threads of its own while others hash with the cache.</summary>
internal sealed class RandomXDataset
{
    private const int ItemBytes = 64;

    // 34,078,719 items at some 2 us: 32,768 items are 70 ms, so a cancelled build ends soon, and the threads finish together.
    private const int ItemsPerStep = 32_768;

    private readonly RandomXLibrary _library;
    private readonly nint _cache;
    private readonly nint _dataset;
    private readonly long _items;
    private readonly Thread[] _builders;
    private readonly TaskCompletionSource _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _nextItem;
    private long _itemsDone;
    private volatile bool _cancelled;

    public RandomXDataset(RandomXLibrary library, nint cache, RandomXFlags flags, PowOptions options)
    {
        _library = library;
        _cache = cache;
        _items = (long)library.DatasetItemCount();
        _dataset = options.HugePages ? library.AllocDataset(flags | RandomXFlags.LargePages) : 0;
        if (_dataset == 0)
        {
            _dataset = library.AllocDataset(flags);
            if (_dataset != 0 && options.HugePages)
            {
                HugePages.Advise(library.GetDatasetMemory(_dataset), _items * ItemBytes);
            }
        }

        _builders = new Thread[_dataset == 0 ? 0 : options.DatasetThreads];
        if (_dataset == 0)
        {
            _built.SetException(new PowUnavailableException(
                "There is no memory for a RandomX dataset of 2080 MiB; hashes are computed in light mode. " +
                "Give the process 4.6 GiB (two datasets around a seed change), or choose light mode."));
            return;
        }

        for (var i = 0; i < _builders.Length; i++)
        {
            _builders[i] = new Thread(Build) { IsBackground = true, Name = $"randomx-dataset-{i}" };
            _builders[i].Start();
        }
    }

    /// <summary>Completes when <see cref="Memory"/> is there, or fails.</summary>
    public Task Built => _built.Task;

    /// <summary>The finished dataset, otherwise 0.</summary>
    public nint Memory => _built.Task.IsCompletedSuccessfully ? _dataset : 0;

    public void Release()
    {
        _cancelled = true;
        foreach (var builder in _builders)
        {
            builder.Join();
        }

        _built.TrySetCanceled();
        if (_dataset != 0)
        {
            _library.ReleaseDataset(_dataset);
        }
    }

    private void Build()
    {
        while (!_cancelled)
        {
            var first = Interlocked.Add(ref _nextItem, ItemsPerStep) - ItemsPerStep;
            if (first >= _items)
            {
                return;
            }

            var count = Math.Min(ItemsPerStep, _items - first);
            _library.InitDataset(_dataset, _cache, (nuint)first, (nuint)count);
            if (Interlocked.Add(ref _itemsDone, count) == _items)
            {
                _built.SetResult();
            }
        }
    }
}

namespace Pool.Hashing.RandomX;

/// <summary>A thread's RandomX machines: one on caches, and one on datasets from the first that is ready.</summary>
internal sealed class RandomXVm(PowAlgorithm algorithm, RandomXSeeds seeds) : PowVm(algorithm)
{
    private readonly RandomXLibrary _library = seeds.Library;
    private readonly RandomXFlags _flags = seeds.Options.Portable ? RandomXFlags.None : seeds.Library.GetFlags();
    private nint _light;
    private RandomXSeed? _lightSeed;
    private nint _full;
    private RandomXSeed? _fullSeed;

    private protected override void Compute(ReadOnlySpan<byte> input, in PowParameters parameters, Span<byte> hash)
    {
        using var lease = seeds.Acquire(parameters.Seed.Span);
        var seed = lease.Seed;
        var dataset = seed.Dataset;
        _library.CalculateHash(dataset != 0 ? FullMachine(seed, dataset) : LightMachine(seed), input, hash);
    }

    protected override void Dispose(bool disposing)
    {
        Destroy(ref _light);
        Destroy(ref _full);
    }

    private nint LightMachine(RandomXSeed seed)
    {
        if (_light == 0)
        {
            _light = Create(_flags, seed.Cache, dataset: 0);
        }
        else if (_lightSeed != seed)
        {
            _library.VmSetCache(_light, seed.Cache);
        }

        _lightSeed = seed;
        return _light;
    }

    private nint FullMachine(RandomXSeed seed, nint dataset)
    {
        if (_full == 0)
        {
            _full = Create(_flags | RandomXFlags.FullMemory, cache: 0, dataset);
        }
        else if (_fullSeed != seed)
        {
            _library.VmSetDataset(_full, dataset);
        }

        _fullSeed = seed;
        return _full;
    }

    private nint Create(RandomXFlags flags, nint cache, nint dataset)
    {
        var vm = seeds.Options.HugePages ? _library.CreateVm(flags | RandomXFlags.LargePages, cache, dataset) : 0;
        vm = vm != 0 ? vm : _library.CreateVm(flags, cache, dataset);
        return vm != 0
            ? vm
            : throw new PowUnavailableException(
                "A RandomX machine cannot be made: no memory for its 2 MiB, or memory that is both writable and executable " +
                $"is forbidden here. Allow that (SELinux: execmem), or set {PowOptions.PortableVariable}=1 and accept a tenth of the speed.");
    }

    private void Destroy(ref nint vm)
    {
        if (vm != 0)
        {
            _library.DestroyVm(vm);
            vm = 0;
        }
    }
}

using System.Runtime.InteropServices;

namespace Pool.Hashing.RandomX;

/// <summary>The functions of librandomx 1.1.10, by their names in randomx.h. Loaded by name at run time, so that the rest
/// of the pool works on a machine without it. Never unloaded: its compiled code may be on a stack.</summary>
internal sealed unsafe class RandomXLibrary
{
    private readonly delegate* unmanaged<RandomXFlags> _getFlags;
    private readonly delegate* unmanaged<RandomXFlags, nint> _allocCache;
    private readonly delegate* unmanaged<nint, byte*, nuint, void> _initCache;
    private readonly delegate* unmanaged<nint, void> _releaseCache;
    private readonly delegate* unmanaged<RandomXFlags, nint> _allocDataset;
    private readonly delegate* unmanaged<nuint> _datasetItemCount;
    private readonly delegate* unmanaged<nint, nint, nuint, nuint, void> _initDataset;
    private readonly delegate* unmanaged<nint, nint> _getDatasetMemory;
    private readonly delegate* unmanaged<nint, void> _releaseDataset;
    private readonly delegate* unmanaged<RandomXFlags, nint, nint, nint> _createVm;
    private readonly delegate* unmanaged<nint, nint, void> _vmSetCache;
    private readonly delegate* unmanaged<nint, nint, void> _vmSetDataset;
    private readonly delegate* unmanaged<nint, void> _destroyVm;
    private readonly delegate* unmanaged<nint, byte*, nuint, byte*, void> _calculateHash;

    private RandomXLibrary(nint library)
    {
        _getFlags = (delegate* unmanaged<RandomXFlags>)Export(library, "randomx_get_flags");
        _allocCache = (delegate* unmanaged<RandomXFlags, nint>)Export(library, "randomx_alloc_cache");
        _initCache = (delegate* unmanaged<nint, byte*, nuint, void>)Export(library, "randomx_init_cache");
        _releaseCache = (delegate* unmanaged<nint, void>)Export(library, "randomx_release_cache");
        _allocDataset = (delegate* unmanaged<RandomXFlags, nint>)Export(library, "randomx_alloc_dataset");
        _datasetItemCount = (delegate* unmanaged<nuint>)Export(library, "randomx_dataset_item_count");
        _initDataset = (delegate* unmanaged<nint, nint, nuint, nuint, void>)Export(library, "randomx_init_dataset");
        _getDatasetMemory = (delegate* unmanaged<nint, nint>)Export(library, "randomx_get_dataset_memory");
        _releaseDataset = (delegate* unmanaged<nint, void>)Export(library, "randomx_release_dataset");
        _createVm = (delegate* unmanaged<RandomXFlags, nint, nint, nint>)Export(library, "randomx_create_vm");
        _vmSetCache = (delegate* unmanaged<nint, nint, void>)Export(library, "randomx_vm_set_cache");
        _vmSetDataset = (delegate* unmanaged<nint, nint, void>)Export(library, "randomx_vm_set_dataset");
        _destroyVm = (delegate* unmanaged<nint, void>)Export(library, "randomx_destroy_vm");
        _calculateHash = (delegate* unmanaged<nint, byte*, nuint, byte*, void>)Export(library, "randomx_calculate_hash");
    }

    /// <exception cref="PowUnavailableException">The library, or a function in it, is missing.</exception>
    public static RandomXLibrary Load(string name) =>
        NativeLibrary.TryLoad(name, out var library)
            ? new RandomXLibrary(library)
            : throw new PowUnavailableException(
                $"RandomX needs the shared library '{name}', which this system does not have. " +
                "Install Debian's package librandomx0 (apt-get install librandomx0), or build tevador/RandomX 1.x.");

    /// <summary>What this processor can do; without large pages and without the dataset.</summary>
    public RandomXFlags GetFlags() => _getFlags();

    public nint AllocCache(RandomXFlags flags) => _allocCache(flags);

    /// <summary>Where a cache's memory is: the first field of the structure in every version so far. Version 1.1.10 has no
    /// function that tells; good enough for advice, which a wrong address does not harm.</summary>
    public static nint CacheMemory(nint cache) => *(nint*)cache;

    public void InitCache(nint cache, ReadOnlySpan<byte> key)
    {
        fixed (byte* bytes = key)
        {
            _initCache(cache, bytes, (nuint)key.Length);
        }
    }

    public void ReleaseCache(nint cache) => _releaseCache(cache);

    public nint AllocDataset(RandomXFlags flags) => _allocDataset(flags);

    public nuint DatasetItemCount() => _datasetItemCount();

    public void InitDataset(nint dataset, nint cache, nuint firstItem, nuint items) => _initDataset(dataset, cache, firstItem, items);

    public nint GetDatasetMemory(nint dataset) => _getDatasetMemory(dataset);

    public void ReleaseDataset(nint dataset) => _releaseDataset(dataset);

    public nint CreateVm(RandomXFlags flags, nint cache, nint dataset) => _createVm(flags, cache, dataset);

    public void VmSetCache(nint vm, nint cache) => _vmSetCache(vm, cache);

    public void VmSetDataset(nint vm, nint dataset) => _vmSetDataset(vm, dataset);

    public void DestroyVm(nint vm) => _destroyVm(vm);

    public void CalculateHash(nint vm, ReadOnlySpan<byte> input, Span<byte> hash)
    {
        fixed (byte* from = input)
        fixed (byte* to = hash)
        {
            _calculateHash(vm, from, (nuint)input.Length, to);
        }
    }

    private static nint Export(nint library, string name) =>
        NativeLibrary.TryGetExport(library, name, out var address)
            ? address
            : throw new PowUnavailableException(
                $"The RandomX library has no function '{name}': it is not version 1.1.10 or later. Install Debian's librandomx0.");
}

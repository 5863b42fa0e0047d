using Pool.Hashing.Argon2;
using Pool.Hashing.CryptoNight;
using Pool.Hashing.RandomX;

namespace Pool.Hashing;

/// <summary>What all hashing threads of a process share: RandomX caches and compiled programs. One per process.</summary>
public sealed class PowEngine(PowOptions options) : IDisposable
{
    private readonly Lazy<RandomXSeeds> _randomX = new(() => new RandomXSeeds(RandomXLibrary.Load(options.RandomXLibrary), options));
    private readonly Lazy<Argon2Library?> _argon2 = new(() => Argon2Library.TryLoad(options.Argon2Library));

    public PowEngine()
        : this(PowOptions.FromEnvironment())
    {
    }

    public PowOptions Options => options;

    internal RandomPrograms RandomPrograms { get; } = new();

    /// <summary>Null where the system has no libargon2.</summary>
    internal Argon2Library? Argon2 => _argon2.Value;

    internal RandomXSeeds RandomX => _randomX.Value;

    /// <summary>Makes a machine for one thread. It must be disposed before this engine.</summary>
    public PowVm CreateVm(PowAlgorithm algorithm) => algorithm.Vm(algorithm, this);

    /// <summary>Builds ahead what hashes with <paramref name="seed"/> will need, on a thread of its own. Completes when it
    /// is there; at once for algorithms without a seed. Call it for a template's next_seed_hash.</summary>
    public Task Prepare(PowAlgorithm algorithm, ReadOnlyMemory<byte> seed) =>
        algorithm.NeedsSeed ? RandomX.Prepare(seed) : Task.CompletedTask;

    /// <summary>Computes a known vector. Returns null if all is well, otherwise what is wrong and what to do.</summary>
    public string? SelfTest(PowAlgorithm algorithm)
    {
        var known = algorithm.Known;
        Span<byte> hash = stackalloc byte[PowHash.Bytes];
        try
        {
            using var vm = CreateVm(algorithm);
            vm.Hash(Convert.FromHexString(known.Input), new PowParameters(Convert.FromHexString(known.Seed), known.Height), hash);
        }
        catch (PowUnavailableException unavailable)
        {
            return unavailable.Message;
        }

        var got = Convert.ToHexStringLower(hash);
        return got == known.Hash
            ? null
            : $"{algorithm.Name} computes {got} where {known.Hash} is right. This machine or build cannot check shares: " +
              $"try {PowOptions.PortableVariable}=1, and report the processor if that helps.";
    }

    public void Dispose()
    {
        if (_randomX.IsValueCreated)
        {
            _randomX.Value.Dispose();
        }
    }
}

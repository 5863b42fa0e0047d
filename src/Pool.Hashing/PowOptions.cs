namespace Pool.Hashing;

/// <summary>How proofs of work are computed on this machine. The defaults are right for a pool that verifies shares.</summary>
public sealed record PowOptions
{
    /// <summary>Environment variable (without the prefix of the pool's settings, as it is for tests): any value but empty or 0 turns off AES and vector instructions.</summary>
    public const string PortableVariable = "PORTABLE_HASHING";

    /// <summary>Use no instruction that an old or foreign processor lacks. Slow; for tests and doubts.</summary>
    public bool Portable { get; init; }

    /// <summary>Ask the kernel for 2 MiB pages; where it has none, ordinary pages serve.</summary>
    public bool HugePages { get; init; } = true;

    /// <summary>RandomX with the 256 MiB cache, or with the dataset of 2080 MiB per seed.</summary>
    public RandomXMode RandomX { get; init; } = RandomXMode.Light;

    /// <summary>Seeds of RandomX kept at once: 2 a coin, the current one and the next or the previous one.</summary>
    public int RandomXSeeds { get; init; } = 2;

    /// <summary>Threads that build a RandomX dataset.</summary>
    public int DatasetThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Name by which the system's loader finds librandomx.</summary>
    public string RandomXLibrary { get; init; } = "librandomx.so.0";

    /// <summary>Name by which the system's loader finds libargon2. It serves processors without AVX2, and may be missing.</summary>
    public string Argon2Library { get; init; } = "libargon2.so.1";

    /// <summary>Whether Argon2 may use AVX2 and what is wider. Tests forbid it where it exists.</summary>
    internal bool Avx2 { get; init; } = System.Runtime.Intrinsics.X86.Avx2.IsSupported;

    /// <summary>The defaults, changed by what the environment says.</summary>
    public static PowOptions FromEnvironment() =>
        new() { Portable = Environment.GetEnvironmentVariable(PortableVariable) is not (null or "" or "0") };
}

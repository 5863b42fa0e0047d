using System.Buffers.Binary;

namespace Pool.Hashing;

/// <summary>Targets as the CryptoNote stratum writes them. A miner submits if the highest 64 bits of its hash, read as a
/// little-endian number, are below the 64-bit target (xmrig, CpuWorker.cpp).</summary>
public static class StratumTarget
{
    /// <summary>The largest difficulty that the short form can express: above it t32 would be 0, by which miners divide.</summary>
    public const ulong MaxFourByteDifficulty = uint.MaxValue;

    /// <summary>floor((2^64 - 1) / <paramref name="difficulty"/>).</summary>
    public static ulong Value(ulong difficulty)
    {
        ArgumentOutOfRangeException.ThrowIfZero(difficulty);
        return ulong.MaxValue / difficulty;
    }

    /// <summary>The 8-byte form: 16 hex characters, little-endian. Exact for every difficulty.</summary>
    public static string EightBytes(ulong difficulty)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Value(difficulty));
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The 4-byte form for old miners: 8 hex characters of t32 = floor((2^32 - 1) / d), little-endian.
    /// Coarse above some 2^24, but never easier than <paramref name="difficulty"/>.</summary>
    public static string FourBytes(ulong difficulty)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, FourByteValue(difficulty));
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The 64-bit target that xmrig makes of the 4-byte form: floor((2^64 - 1) / floor((2^32 - 1) / t32)).</summary>
    public static ulong FourBytesExpanded(ulong difficulty) => ulong.MaxValue / (uint.MaxValue / FourByteValue(difficulty));

    private static uint FourByteValue(ulong difficulty)
    {
        ArgumentOutOfRangeException.ThrowIfZero(difficulty);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(difficulty, MaxFourByteDifficulty);
        return (uint)(uint.MaxValue / difficulty);
    }
}

using System.Runtime.InteropServices;

namespace Pool.Hashing;

/// <summary>A proof-of-work hash: 32 bytes, read as a little-endian number of 256 bits, <paramref name="Lowest"/> limb first.</summary>
public readonly record struct PowHash(ulong Lowest, ulong Low, ulong High, ulong Highest)
{
    public const int Bytes = 32;

    /// <summary>Reads the first 32 bytes of <paramref name="bytes"/>.</summary>
    public static PowHash Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<PowHash>(bytes);

    /// <summary>Writes 32 bytes to the start of <paramref name="bytes"/>.</summary>
    public void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, in this);

    /// <summary>The 32 bytes as 64 lower-case hex characters, in the order in which miners send them.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

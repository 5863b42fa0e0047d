using System.Buffers.Binary;

namespace Pool.Stratum;

/// <summary>A job's target as bytes: 4 where that is exact enough, for miners that know no other; else 8.</summary>
internal static class JobTarget
{
    public const int MaxBytes = sizeof(ulong);

    /// <summary>
    /// Greatest difficulty written in 4 bytes. 2^24: above it (2^32-1)/d has fewer than 8 bits, and rounding would make
    /// miners work for more than 1/256 above what they are credited.
    /// </summary>
    public const long MaxShort = 1 << 24;

    /// <returns>How many bytes were written.</returns>
    public static int Write(long difficulty, Span<byte> target)
    {
        if (difficulty > MaxShort)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target, ulong.MaxValue / (ulong)difficulty);
            return sizeof(ulong);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)(uint.MaxValue / difficulty));
        return sizeof(uint);
    }
}

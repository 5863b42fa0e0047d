using System.Buffers.Binary;

namespace Pool.Core.Templates;

/// <summary>
/// The reserved bytes of a miner transaction. They make every job's blob unlike any other's, and tell later whose
/// block it was: pool tag (8), start number of the front end (4), job counter (8), account tag (8), spare (8), the
/// numbers little-endian.
/// </summary>
/// <param name="PoolTag">Tells the pool's own blocks on the chain.</param>
/// <param name="StartNumber">Given once by the store to each start of a front end.</param>
/// <param name="JobCounter">Never repeats within a process.</param>
/// <param name="AccountTag">Keyed hash of the finder's address.</param>
public readonly record struct ExtraNonce(ulong PoolTag, uint StartNumber, ulong JobCounter, ulong AccountTag)
{
    /// <summary>8 + 4 + 8 + 8 + 8 spare bytes, which a proxy may fill. Below 128, so that its length is one byte.</summary>
    public const int Size = 36;

    /// <summary>Where the eight spare bytes begin.</summary>
    public const int SpareOffset = 28;

    /// <param name="reserved">At least <see cref="Size"/> bytes; the spare ones are left alone.</param>
    public void Write(Span<byte> reserved)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(reserved, PoolTag);
        BinaryPrimitives.WriteUInt32LittleEndian(reserved[8..], StartNumber);
        BinaryPrimitives.WriteUInt64LittleEndian(reserved[12..], JobCounter);
        BinaryPrimitives.WriteUInt64LittleEndian(reserved[20..], AccountTag);
    }

    /// <param name="reserved">At least <see cref="Size"/> bytes.</param>
    public static ExtraNonce Read(ReadOnlySpan<byte> reserved) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(reserved),
        BinaryPrimitives.ReadUInt32LittleEndian(reserved[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(reserved[12..]),
        BinaryPrimitives.ReadUInt64LittleEndian(reserved[20..]));
}

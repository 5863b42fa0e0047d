using System.Diagnostics.CodeAnalysis;

namespace Pool.CryptoNote.Blocks;

/// <summary>
/// Reads a blob that anybody may have made. It never throws: the first thing that is not there or not allowed is kept as
/// <see cref="Problem"/>, and everything read after it is zero or empty.
/// </summary>
[SuppressMessage("Design", "CA1051", Justification = "A ref struct over a span.")]
internal ref struct BlobReader(ReadOnlySpan<byte> blob)
{
    private readonly ReadOnlySpan<byte> _blob = blob;

    public int Position { get; private set; }

    public string? Problem { get; private set; }

    public readonly int Remaining => _blob.Length - Position;

    /// <summary>Keeps the first problem.</summary>
    public void Fail(string problem) => Problem ??= problem;

    public byte Byte(string what) => Bytes(1, what) is [var value] ? value : (byte)0;

    public Hash32 Hash(string what) => Bytes(Hash32.Size, what) is { Length: Hash32.Size } bytes ? new Hash32(bytes) : default;

    public ReadOnlySpan<byte> Bytes(int count, string what)
    {
        if (Problem is not null)
        {
            return default;
        }

        if (count > Remaining)
        {
            Fail($"{what} at byte {Position} needs {count} bytes, {Remaining} are left");
            return default;
        }

        var bytes = _blob.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>A number of 0 to <paramref name="most"/>.</summary>
    public long Number(string what, long most = long.MaxValue)
    {
        if (Problem is not null)
        {
            return 0;
        }

        var length = VarInt.Read(_blob[Position..], out var value);
        if (length == 0)
        {
            Fail($"{what} at byte {Position} is no number in its shortest form");
            return 0;
        }

        if (value > (ulong)most)
        {
            Fail($"{what} at byte {Position} is {value}, more than {most}");
            return 0;
        }

        Position += length;
        return (long)value;
    }

    /// <summary>A count of things of at least <paramref name="size"/> bytes each, so that it cannot exceed the blob.</summary>
    public int Count(string what, int size) => (int)Number(what, Remaining / size);
}

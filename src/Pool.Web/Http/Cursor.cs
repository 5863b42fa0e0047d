using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Pool.Core;
using Pool.Core.Stats;

namespace Pool.Web.Http;

/// <summary>
/// A place in a list, opaque to readers: the key of the last item seen, and a check of 4 bytes over list, pool and key, so
/// that a mangled cursor or one of another list is refused instead of leading somewhere.
/// </summary>
internal sealed class Cursor(string list)
{
    private const int CheckSize = 4;
    private const int BlockKeySize = sizeof(long) + Hash32.Size;

    public string Write(BlockCursor place)
    {
        Span<byte> key = stackalloc byte[BlockKeySize];
        BinaryPrimitives.WriteInt64BigEndian(key, place.Height);
        place.Hash.CopyTo(key[sizeof(long)..]);
        return Seal(key);
    }

    public string Write(long id)
    {
        Span<byte> key = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, id);
        return Seal(key);
    }

    public bool TryRead(string text, out BlockCursor place)
    {
        place = default;
        if (!TryOpen(text, BlockKeySize, out var key))
        {
            return false;
        }

        place = new BlockCursor(BinaryPrimitives.ReadInt64BigEndian(key), new Hash32(key.AsSpan(sizeof(long))));
        return true;
    }

    public bool TryRead(string text, out long id)
    {
        id = 0;
        if (!TryOpen(text, sizeof(long), out var key))
        {
            return false;
        }

        id = BinaryPrimitives.ReadInt64BigEndian(key);
        return true;
    }

    private string Seal(ReadOnlySpan<byte> key) => Base64Url.EncodeToString([.. key, .. Check(key)]);

    private bool TryOpen(string text, int size, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        var bytes = new byte[size + CheckSize];
        if (!Base64Url.IsValid(text, out var length)
            || length != bytes.Length
            || !Base64Url.TryDecodeFromChars(text, bytes, out _)
            || !Check(bytes.AsSpan(0, size)).AsSpan().SequenceEqual(bytes.AsSpan(size)))
        {
            return false;
        }

        key = bytes[..size];
        return true;
    }

    private byte[] Check(ReadOnlySpan<byte> key) => SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. key])[..CheckSize];
}

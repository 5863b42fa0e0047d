using System.Buffers;

namespace Pool.CryptoNote.Addresses;

/// <summary>
/// CryptoNote's base58: blocks of 8 bytes, each a big-endian number written in 11 digits, the last block in as many as it
/// needs. So every text has at most one meaning and every meaning one text.
/// </summary>
public static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);
    private const int BlockBytes = 8;
    private const int BlockChars = 11;

    /// <summary>Characters of a block by its bytes: the least n with 58^n >= 256^bytes.</summary>
    private static ReadOnlySpan<byte> CharsOf => [0, 2, 3, 5, 6, 7, 9, 10, 11];

    /// <summary>Longest text that is looked at; the longest known address (TurtleCoin's integrated) has 187 characters.</summary>
    public const int MaxChars = 512;

    public static string Encode(ReadOnlySpan<byte> data)
    {
        var length = (data.Length / BlockBytes * BlockChars) + CharsOf[data.Length % BlockBytes];
        var text = new char[length];
        var at = 0;
        while (data.Length > 0)
        {
            var size = Math.Min(BlockBytes, data.Length);
            var chars = CharsOf[size];
            EncodeBlock(data[..size], text.AsSpan(at, chars));
            at += chars;
            data = data[size..];
        }

        return new string(text);
    }

    /// <returns>The bytes, or null and <paramref name="fault"/>.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text, out Base58Fault fault)
    {
        var lastBytes = CharsOf.IndexOf((byte)(text.Length % BlockChars));
        if (lastBytes < 0 || text.Length > MaxChars)
        {
            fault = text.ContainsAnyExcept(Letters) ? Base58Fault.Alphabet : Base58Fault.Length;
            return null;
        }

        var data = new byte[(text.Length / BlockChars * BlockBytes) + lastBytes];
        var at = 0;
        while (text.Length > 0)
        {
            var chars = Math.Min(BlockChars, text.Length);
            var size = CharsOf.IndexOf((byte)chars);
            fault = DecodeBlock(text[..chars], data.AsSpan(at, size));
            if (fault != Base58Fault.None)
            {
                return null;
            }

            at += size;
            text = text[chars..];
        }

        fault = Base58Fault.None;
        return data;
    }

    private static void EncodeBlock(ReadOnlySpan<byte> block, Span<char> text)
    {
        ulong number = 0;
        foreach (var b in block)
        {
            number = (number << 8) | b;
        }

        for (var i = text.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, (ulong)Alphabet.Length);
            text[i] = Alphabet[(int)digit];
        }
    }

    private static Base58Fault DecodeBlock(ReadOnlySpan<char> text, Span<byte> block)
    {
        // 58^11 is below 2^65, so eleven digits cannot overflow 128 bits.
        UInt128 number = 0;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return Base58Fault.Alphabet;
            }

            number = (number * (ulong)Alphabet.Length) + (ulong)digit;
        }

        if (number >> (8 * block.Length) != UInt128.Zero)
        {
            return Base58Fault.Overflow;
        }

        for (var i = block.Length - 1; i >= 0; i--)
        {
            block[i] = (byte)(number & 0xFF);
            number >>= 8;
        }

        return Base58Fault.None;
    }
}

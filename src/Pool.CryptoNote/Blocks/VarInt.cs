namespace Pool.CryptoNote.Blocks;

/// <summary>CryptoNote's variable-length integer: 7 bits a byte, least first, the high bit says that more follows.</summary>
public static class VarInt
{
    /// <summary>Most bytes of a 64-bit number: 9 * 7 = 63 bits and one more.</summary>
    public const int MaxBytes = 10;

    /// <summary>Bytes that <paramref name="value"/> takes, 1 to 10.</summary>
    public static int Length(ulong value)
    {
        var length = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            length++;
        }

        return length;
    }

    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            destination[length++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>
    /// Reads a number in its only canonical form: a trailing zero group or more than 64 bits is refused, as is one that
    /// the data cut short.
    /// </summary>
    /// <returns>Bytes read, or 0 when there is no such number.</returns>
    public static int Read(ReadOnlySpan<byte> data, out ulong value)
    {
        value = 0;
        for (var i = 0; i < data.Length && i < MaxBytes; i++)
        {
            var group = data[i];
            var last = i == MaxBytes - 1;
            if ((last && group > 1) || (i > 0 && group == 0))
            {
                return 0;
            }

            value |= (ulong)(group & 0x7F) << (7 * i);
            if (group < 0x80)
            {
                return i + 1;
            }
        }

        return 0;
    }
}

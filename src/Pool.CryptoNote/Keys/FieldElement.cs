using System.Buffers.Binary;

namespace Pool.CryptoNote.Keys;

/// <summary>
/// A number modulo p = 2^255 - 19 in five limbs of 51 bits. Limbs stay below 2^52 between operations, so that products of
/// five of them, one factor taken 19 times, fit in 128 bits with room: 5 * 19 * 2^104 is below 2^111.
/// </summary>
internal readonly struct FieldElement
{
    private const ulong Mask = (1UL << 51) - 1;

    // 4p, limb by limb: what is subtracted (below 2^52) never makes a limb negative.
    private const ulong FourP0 = 4 * (Mask - 18);
    private const ulong FourP = 4 * Mask;

    public static readonly FieldElement Zero;
    public static readonly FieldElement One = new(1, 0, 0, 0, 0);

    private readonly ulong _a, _b, _c, _d, _e;

    private FieldElement(ulong a, ulong b, ulong c, ulong d, ulong e) => (_a, _b, _c, _d, _e) = (a, b, c, d, e);

    public static FieldElement Small(uint value) => new(value, 0, 0, 0, 0);

    /// <summary>Reads 32 bytes, little-endian, without the top bit.</summary>
    /// <returns>False when the number is not below p.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FieldElement value)
    {
        var w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]) & (ulong.MaxValue >> 1);
        value = new FieldElement(
            w0 & Mask,
            ((w0 >> 51) | (w1 << 13)) & Mask,
            ((w1 >> 38) | (w2 << 26)) & Mask,
            ((w2 >> 25) | (w3 << 39)) & Mask,
            w3 >> 12);
        Span<byte> canonical = stackalloc byte[32];
        value.Write(canonical);
        return (bytes[31] & 0x7F) == canonical[31] && bytes[..31].SequenceEqual(canonical[..31]);
    }

    /// <summary>Writes the number, reduced to 0 … p-1, as 32 bytes, little-endian.</summary>
    public void Write(Span<byte> bytes)
    {
        unchecked
        {
            var t = Carry(_a, _b, _c, _d, _e);

            // Now below 2^255 + 2^13; it is at least p exactly when adding 19 carries out of bit 255.
            var q = (t._a + 19) >> 51;
            q = (t._b + q) >> 51;
            q = (t._c + q) >> 51;
            q = (t._d + q) >> 51;
            q = (t._e + q) >> 51;
            var a = t._a + (19 * q);
            var b = t._b + (a >> 51);
            var c = t._c + (b >> 51);
            var d = t._d + (c >> 51);
            var e = (t._e + (d >> 51)) & Mask;
            (a, b, c, d) = (a & Mask, b & Mask, c & Mask, d & Mask);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, a | (b << 51));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (b >> 13) | (c << 38));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (c >> 26) | (d << 25));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], (d >> 39) | (e << 12));
        }
    }

    /// <summary>The least bit of the reduced number, which CryptoNote takes for the sign.</summary>
    public bool IsOdd
    {
        get
        {
            Span<byte> bytes = stackalloc byte[32];
            Write(bytes);
            return (bytes[0] & 1) != 0;
        }
    }

    public bool IsZero => Equals(Zero);

    public bool Equals(FieldElement other)
    {
        Span<byte> mine = stackalloc byte[32];
        Span<byte> theirs = stackalloc byte[32];
        Write(mine);
        other.Write(theirs);
        return mine.SequenceEqual(theirs);
    }

    public FieldElement Negate() => Zero - this;

    public FieldElement Square() => this * this;

    /// <summary>1 / this, as this^(p-2); zero for zero.</summary>
    public FieldElement Invert() => Power(topBits: 250, low: 0b01011, lowBits: 5);

    /// <summary>this^((p-5)/8), the core of a square root: (p-5)/8 = 2^252 - 3.</summary>
    public FieldElement PowerOfRoot() => Power(topBits: 250, low: 0b01, lowBits: 2);

    /// <summary>this^((p-1)/4); of 2, a square root of -1: (p-1)/4 = 2^253 - 5.</summary>
    public FieldElement PowerOfQuarter() => Power(topBits: 250, low: 0b011, lowBits: 3);

    public static FieldElement operator +(FieldElement x, FieldElement y)
    {
        unchecked
        {
            return Carry(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d, x._e + y._e);
        }
    }

    public static FieldElement operator -(FieldElement x, FieldElement y)
    {
        unchecked
        {
            return Carry(
                x._a + FourP0 - y._a, x._b + FourP - y._b, x._c + FourP - y._c, x._d + FourP - y._d, x._e + FourP - y._e);
        }
    }

    public static FieldElement operator *(FieldElement x, FieldElement y)
    {
        unchecked
        {
            // A limb that would land at 2^255 and above comes back 19-fold, because 2^255 = 19 mod p.
            ulong b19 = 19 * y._b, c19 = 19 * y._c, d19 = 19 * y._d, e19 = 19 * y._e;
            var a = Wide(x._a, y._a) + Wide(x._b, e19) + Wide(x._c, d19) + Wide(x._d, c19) + Wide(x._e, b19);
            var b = Wide(x._a, y._b) + Wide(x._b, y._a) + Wide(x._c, e19) + Wide(x._d, d19) + Wide(x._e, c19);
            var c = Wide(x._a, y._c) + Wide(x._b, y._b) + Wide(x._c, y._a) + Wide(x._d, e19) + Wide(x._e, d19);
            var d = Wide(x._a, y._d) + Wide(x._b, y._c) + Wide(x._c, y._b) + Wide(x._d, y._a) + Wide(x._e, e19);
            var e = Wide(x._a, y._e) + Wide(x._b, y._d) + Wide(x._c, y._c) + Wide(x._d, y._b) + Wide(x._e, y._a);
            b += (ulong)(a >> 51);
            c += (ulong)(b >> 51);
            d += (ulong)(c >> 51);
            e += (ulong)(d >> 51);

            // e is below 2^111, so its carry is below 2^60 and 19 times that below 2^65: folded in 128 bits.
            var folded = ((UInt128)((ulong)a & Mask)) + ((UInt128)(ulong)(e >> 51) * 19);
            return Carry(
                (ulong)folded & Mask,
                ((ulong)b & Mask) + (ulong)(folded >> 51),
                (ulong)c & Mask,
                (ulong)d & Mask,
                (ulong)e & Mask);
        }
    }

    private static UInt128 Wide(ulong x, ulong y) => new(Math.BigMul(x, y, out var low), low);

    private static FieldElement Carry(ulong a, ulong b, ulong c, ulong d, ulong e)
    {
        unchecked
        {
            b += a >> 51;
            c += b >> 51;
            d += c >> 51;
            e += d >> 51;
            a = (a & Mask) + (19 * (e >> 51));
            b = (b & Mask) + (a >> 51);
            return new FieldElement(a & Mask, b, c & Mask, d & Mask, e & Mask);
        }
    }

    /// <summary>this to an exponent of <paramref name="topBits"/> ones followed by the bits of <paramref name="low"/>.</summary>
    private FieldElement Power(int topBits, uint low, int lowBits)
    {
        var result = One;
        for (var i = topBits + lowBits - 1; i >= 0; i--)
        {
            result = result.Square();
            if (i >= lowBits || ((low >> i) & 1) != 0)
            {
                result *= this;
            }
        }

        return result;
    }
}

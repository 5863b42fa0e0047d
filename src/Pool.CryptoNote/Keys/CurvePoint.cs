using System.Diagnostics.CodeAnalysis;

namespace Pool.CryptoNote.Keys;

/// <summary>
/// A point of Ed25519 (-x² + y² = 1 + d·x²·y²) in extended coordinates. Its running time depends on the numbers: it serves
/// a pool that reads its own templates and blocks, where nobody can time it.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "Points are compared by their bytes.")]
public readonly struct CurvePoint
{
    /// <summary>Bytes of a compressed point and of a scalar.</summary>
    public const int Size = 32;

    private static readonly FieldElement D = FieldElement.Small(121665).Negate() * FieldElement.Small(121666).Invert();
    private static readonly FieldElement TwiceD = D + D;
    private static readonly FieldElement RootOfMinusOne = FieldElement.Small(2).PowerOfQuarter();

    private static readonly CurvePoint Identity =
        new(FieldElement.Zero, FieldElement.One, FieldElement.One, FieldElement.Zero);

    private readonly FieldElement _x, _y, _z, _t;

    private CurvePoint(FieldElement x, FieldElement y, FieldElement z, FieldElement t) => (_x, _y, _z, _t) = (x, y, z, t);

    /// <summary>G, the generator: y = 4/5, x even.</summary>
    public static CurvePoint Generator { get; } = MakeGenerator();

    /// <summary>
    /// Reads a compressed point as monerod does: y below p, x found by a square root, and no "negative" zero. Points of
    /// small order pass, as they do there.
    /// </summary>
    /// <returns>False when the bytes are no point of the curve.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out CurvePoint point)
    {
        point = default;
        if (bytes.Length != Size || !FieldElement.TryRead(bytes, out var y))
        {
            return false;
        }

        var ySquared = y.Square();
        if (!TryRootOfRatio(ySquared - FieldElement.One, (D * ySquared) + FieldElement.One, out var x))
        {
            return false;
        }

        var negative = (bytes[Size - 1] & 0x80) != 0;
        if (x.IsZero && negative)
        {
            return false;
        }

        if (x.IsOdd != negative)
        {
            x = x.Negate();
        }

        point = new CurvePoint(x, y, FieldElement.One, x * y);
        return true;
    }

    public static bool IsValid(ReadOnlySpan<byte> bytes) => TryDecompress(bytes, out _);

    /// <summary>Writes the 32 compressed bytes: y, with the sign of x in the top bit.</summary>
    public void Compress(Span<byte> bytes)
    {
        var inverse = _z.Invert();
        (_y * inverse).Write(bytes);
        if ((_x * inverse).IsOdd)
        {
            bytes[Size - 1] |= 0x80;
        }
    }

    public static CurvePoint operator +(CurvePoint p, CurvePoint q)
    {
        // The unified addition for a = -1; it holds for equal points and for the identity too, because d is no square.
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * TwiceD * q._t;
        var zz = p._z * q._z;
        var d = zz + zz;
        FieldElement e = b - a, f = d - c, g = d + c, h = b + a;
        return new CurvePoint(e * f, g * h, f * g, e * h);
    }

    /// <summary>The point times a 256-bit little-endian number, which need not be reduced.</summary>
    public CurvePoint Multiply(ReadOnlySpan<byte> scalar)
    {
        var result = Identity;
        for (var bit = (8 * Size) - 1; bit >= 0; bit--)
        {
            result += result;
            if (((scalar[bit / 8] >> (bit % 8)) & 1) != 0)
            {
                result += this;
            }
        }

        return result;
    }

    /// <summary>Eight times the point: whatever has a small order is gone.</summary>
    public CurvePoint TimesEight()
    {
        var result = this;
        for (var i = 0; i < 3; i++)
        {
            result += result;
        }

        return result;
    }

    /// <summary>x with x² = u/v: u·v³·(u·v⁷)^((p-5)/8), or that times a root of -1.</summary>
    private static bool TryRootOfRatio(FieldElement u, FieldElement v, out FieldElement x)
    {
        var v3 = v.Square() * v;
        x = u * v3 * (u * v3.Square() * v).PowerOfRoot();
        var check = v * x.Square();
        if (check.Equals(u))
        {
            return true;
        }

        x *= RootOfMinusOne;
        return check.Equals(u.Negate());
    }

    private static CurvePoint MakeGenerator()
    {
        Span<byte> bytes = stackalloc byte[Size];
        (FieldElement.Small(4) * FieldElement.Small(5).Invert()).Write(bytes);
        return TryDecompress(bytes, out var generator)
            ? generator
            : throw new InvalidOperationException("the curve's generator is not on the curve");
    }
}

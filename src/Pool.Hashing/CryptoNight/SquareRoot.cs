using System.Runtime.CompilerServices;

namespace Pool.Hashing.CryptoNight;

/// <summary>Variant 2's integer square root.</summary>
internal static class SquareRoot
{
    private const long One = 1023L << 52; // the bits of 1.0

    /// <summary>floor(2 * sqrt(2^64 + n)) - 2^33, exactly.</summary>
    /// <remarks>
    /// With the upper 52 bits of n as mantissa, x = 1 + n / 2^64 rounded down, so that 2^33 * sqrt(x) is the root wanted.
    /// x is at most 2^-52 too small and the processor's root 2^-53 off, so after one step down in the last place the
    /// estimate is too small by less than 2^-50; times 2^33, that is below 1, and the root is r or r + 1: almost always r.
    /// r + 1 is right if (2^33 + r + 1)^2 &lt;= 4 * (2^64 + n). With r + 1 = 2s + o that is s * (s + o + 2^33) + o * 2^32 + o/4
    /// &lt;= n. The left side may exceed 64 bits, but is near n, so the sign of the difference is right. The comparison is a
    /// branch on purpose: the next turn's division waits for the root, and predicted it need not wait for the check.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong n)
    {
        var x = BitConverter.Int64BitsToDouble((long)(n >> 12) + One);
        var r = (ulong)((BitConverter.DoubleToInt64Bits(Math.Sqrt(x)) - One - 1) >> 19);
        var s = (r + 1) >> 1;
        var odd = (r + 1) & 1;
        var square = (s * (s + odd + (1UL << 33))) + (odd << 32) + odd; // o/4 rounded up
        if ((long)(n - square) >= 0)
        {
            r++;
        }

        return r;
    }
}

namespace Pool.Hashing;

/// <summary>The one rule of every CryptoNote chain: a hash meets difficulty d if LE256(hash) * d &lt; 2^256.</summary>
public static class Difficulty
{
    /// <summary>True if <paramref name="hash"/> is good for <paramref name="difficulty"/>, which is at least 1.</summary>
    public static bool IsMet(in PowHash hash, ulong difficulty)
    {
        ArgumentOutOfRangeException.ThrowIfZero(difficulty);

        // Schoolbook product of four limbs and one; what spills out of the fourth limb must be nothing.
        var carry = Math.BigMul(hash.Lowest, difficulty, out _);
        carry = MultiplyAdd(hash.Low, difficulty, carry, out _);
        carry = MultiplyAdd(hash.High, difficulty, carry, out _);
        return MultiplyAdd(hash.Highest, difficulty, carry, out _) == 0;
    }

    /// <summary>The same for a network difficulty of more than 64 bits.</summary>
    public static bool IsMet(in PowHash hash, UInt128 difficulty)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(difficulty, UInt128.Zero);
        var low = (ulong)difficulty;
        var high = (ulong)(difficulty >> 64);
        if (high == 0)
        {
            return IsMet(hash, low);
        }

        // hash * (high * 2^64 + low): the second row is shifted by one limb, so its top limb must not exist at all.
        var carry = Math.BigMul(hash.Lowest, low, out _);
        carry = MultiplyAdd(hash.Low, low, carry, out var first);
        carry = MultiplyAdd(hash.High, low, carry, out var second);
        carry = MultiplyAdd(hash.Highest, low, carry, out var third);
        if (carry != 0 || hash.Highest != 0)
        {
            return false;
        }

        carry = MultiplyAdd(hash.Lowest, high, first, out _);
        carry = MultiplyAdd(hash.Low, high, carry, second, out _);
        return MultiplyAdd(hash.High, high, carry, third, out _) == 0;
    }

    /// <summary>The difficulty that a hash reached, as xmrig shows it: floor((2^64 - 1) / its highest 64 bits).</summary>
    public static ulong Reached(in PowHash hash) => hash.Highest == 0 ? ulong.MaxValue : ulong.MaxValue / hash.Highest;

    private static ulong MultiplyAdd(ulong a, ulong b, ulong add, out ulong low)
    {
        var sum = ((UInt128)a * b) + add;
        low = (ulong)sum;
        return (ulong)(sum >> 64);
    }

    // (2^64 - 1)^2 + 2 * (2^64 - 1) = 2^128 - 1: two additions still fit.
    private static ulong MultiplyAdd(ulong a, ulong b, ulong add, ulong addToo, out ulong low)
    {
        var sum = ((UInt128)a * b) + add + addToo;
        low = (ulong)sum;
        return (ulong)(sum >> 64);
    }
}

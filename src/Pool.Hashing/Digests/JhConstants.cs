using System.Runtime.Intrinsics;

namespace Pool.Hashing;

/// <summary>JH's 42 round constants, in the order in which the bit-sliced rounds want them.</summary>
/// <remarks>The definition works on 256 nibbles that it permutes after every round. The bit-sliced form leaves the even
/// ones where they are and only exchanges neighbours among the odd ones, at a distance of 1, 2, 4 .. 64, 1 ..; so which
/// nibble stands in a place differs from round to round, and the bits of the constants must follow.</remarks>
internal static class JhConstants
{
    public const int Rounds = 42;

    private const int Nibbles = 256;
    private const int Places = Nibbles / 2;
    private const int ConstantNibbles = 64;

    /// <summary>S-box 0, which also makes each constant from the one before.</summary>
    private static ReadOnlySpan<byte> Sbox => [9, 0, 4, 11, 13, 12, 3, 15, 1, 10, 2, 6, 7, 5, 8, 14];

    /// <summary>The distance of the exchange after a round.</summary>
    public static int Distance(int round) => 1 << (round % 7);

    /// <summary>For round r at 2r the selector of the even nibbles' S-boxes, at 2r + 1 that of the odd ones'.</summary>
    public static Vector128<byte>[] Build()
    {
        // The fractional part of the square root of 2, where the definition starts.
        var constant = Convert.FromHexString("6A09E667F3BCC908B2FB1366EA957D3E3ADEC17512775099DA2F590B0667322A")
            .SelectMany(value => new[] { value >> 4, value & 15 }).ToArray();
        var even = Enumerable.Range(0, Places).Select(place => 2 * place).ToArray();
        var odd = Enumerable.Range(0, Places).Select(place => (2 * place) + 1).ToArray();
        var goesTo = Permutation(Nibbles);
        var constants = new Vector128<byte>[2 * Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            constants[2 * round] = Gather(constant, even);
            constants[(2 * round) + 1] = Gather(constant, odd);
            constant = Next(constant);
            var distance = Distance(round);
            var before = odd;
            odd = before.Select((_, place) => goesTo[before[place ^ distance]]).ToArray();
            even = even.Select(nibble => goesTo[nibble]).ToArray();
        }

        return constants;
    }

    private static Vector128<byte> Gather(int[] constant, int[] nibbles)
    {
        var bytes = new byte[Places / 8];
        for (var place = 0; place < Places; place++)
        {
            var nibble = nibbles[place];
            var bit = (constant[nibble / 4] >> (3 - (nibble % 4))) & 1;
            bytes[place / 8] |= (byte)(bit << (7 - (place % 8)));
        }

        return Vector128.Create(bytes);
    }

    /// <summary>One round of the definition on a constant, with S-box 0 throughout.</summary>
    private static int[] Next(int[] constant)
    {
        var mixed = new int[ConstantNibbles];
        for (var i = 0; i < mixed.Length; i += 2)
        {
            var (first, second) = (Sbox[constant[i]], Sbox[constant[i + 1]]);
            mixed[i + 1] = second ^ Twice(first);
            mixed[i] = first ^ Twice(mixed[i + 1]);
        }

        var goesTo = Permutation(ConstantNibbles);
        var next = new int[ConstantNibbles];
        for (var i = 0; i < next.Length; i++)
        {
            next[goesTo[i]] = mixed[i];
        }

        return next;
    }

    // Multiplication by 2 in the field of x^4 + x + 1.
    private static int Twice(int nibble) => ((nibble << 1) ^ (nibble >= 8 ? 0x13 : 0)) & 15;

    /// <summary>Where each nibble goes: the definition's phi after P' after pi.</summary>
    private static int[] Permutation(int nibbles) =>
        Enumerable.Range(0, nibbles)
            .Select(i => i % 4 >= 2 ? i ^ 1 : i)
            .Select(i => (i / 2) + (i % 2 * (nibbles / 2)))
            .Select(i => i >= nibbles / 2 ? i ^ 1 : i)
            .ToArray();
}

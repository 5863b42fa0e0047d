using System.Numerics;
using Pool.Hashing.CryptoNight;

namespace Pool.Hashing.Tests;

public sealed class SquareRootTests
{
    private const int Seed = 20180914;

    [Fact]
    public void Agrees_with_every_vector()
    {
        var vectors = Vectors.Section("variant2_integer_sqrt").GetProperty("vectors").EnumerateArray().ToArray();
        vectors.Length.ShouldBe(6);
        foreach (var vector in vectors)
        {
            SquareRoot.Of(ulong.Parse(vector.GetProperty("n").GetString()!)).ShouldBe(vector.GetProperty("r").GetUInt64());
        }
    }

    [Fact]
    public void Is_exact_on_both_sides_of_every_step_tried()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            // The largest root is 2 * sqrt(2^65 - 1) - 2^33 = 3558067407; where it changes is where estimates go wrong.
            var root = i < 1000 ? (ulong)i : i < 2000 ? 3558067407UL - (ulong)(i - 1000) : (ulong)random.NextInt64(3558067408);
            var wide = (BigInteger)root + (BigInteger.One << 33);
            var step = ((wide * wide) + 3) / 4 - (BigInteger.One << 64); // the least n with this root
            for (var n = step - 1; n <= step + 1; n++)
            {
                if (n >= 0 && n <= ulong.MaxValue)
                {
                    SquareRoot.Of((ulong)n).ShouldBe(n < step ? root - 1 : root, $"n = {n}, seed {Seed}");
                }
            }
        }

        SquareRoot.Of(ulong.MaxValue).ShouldBe(3558067407UL);
    }
}

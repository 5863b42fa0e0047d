using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Pool.Hashing.Tests;

public sealed class DifficultyTests
{
    private static readonly BigInteger Limit = BigInteger.One << 256;

    [Fact]
    public void Agrees_with_every_vector()
    {
        var vectors = Vectors.Section("difficulty_check").GetProperty("vectors").EnumerateArray().ToArray();
        vectors.Length.ShouldBe(10);
        foreach (var vector in vectors)
        {
            var hash = PowHash.Read(Vectors.Hex(vector, "hash"));
            var difficulty = UInt128.Parse(vector.GetProperty("difficulty").GetString()!);
            Difficulty.IsMet(hash, difficulty).ShouldBe(vector.GetProperty("meets").GetBoolean(), vector.ToString());
            if (difficulty <= ulong.MaxValue)
            {
                Difficulty.IsMet(hash, (ulong)difficulty).ShouldBe(vector.GetProperty("meets").GetBoolean(), vector.ToString());
            }
        }
    }

    [Fact]
    public void Agrees_with_big_integers_around_the_boundary()
    {
        var wide = from high in ArbMap.Default.GeneratorFor<ulong>()
                   from low in ArbMap.Default.GeneratorFor<ulong>()
                   from shift in Gen.Choose(0, 127)
                   select new UInt128(unchecked(high * 0x9E3779B97F4A7C15), unchecked(low * 0xD1B54A32D192ED03)) >> shift;
        Prop.ForAll(wide.ToArbitrary(), difficulty =>
        {
            difficulty = difficulty == 0 ? 1 : difficulty;
            var boundary = (Limit - 1) / difficulty;
            foreach (var value in new[] { boundary - 1, boundary, boundary + 1, boundary / 2, boundary * 3 })
            {
                if (value < 0 || value >= Limit)
                {
                    continue;
                }

                var hash = Hash(value);
                var meets = value * difficulty < Limit;
                Difficulty.IsMet(hash, difficulty).ShouldBe(meets, $"{value} * {difficulty}");
                if (difficulty <= ulong.MaxValue)
                {
                    Difficulty.IsMet(hash, (ulong)difficulty).ShouldBe(meets, $"{value} * {difficulty}");
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_difficulty_of_zero_is_a_bug()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Difficulty.IsMet(default, 0UL));
        Should.Throw<ArgumentOutOfRangeException>(() => Difficulty.IsMet(default, UInt128.Zero));
    }

    [Fact]
    public void A_hash_reads_and_writes_the_bytes_that_miners_send()
    {
        var hex = "a7c64b37894160e5d022dbf97e6abc74931804560e2db29defa7c64b37894100";
        var hash = PowHash.Read(Convert.FromHexString(hex));
        hash.ToString().ShouldBe(hex);
        Difficulty.Reached(hash).ShouldBe(1000UL);
        Difficulty.Reached(default).ShouldBe(ulong.MaxValue);
    }

    private static PowHash Hash(BigInteger value)
    {
        var bytes = new byte[PowHash.Bytes];
        value.TryWriteBytes(bytes, out _, isUnsigned: true).ShouldBeTrue();
        return PowHash.Read(bytes);
    }
}

namespace Pool.Hashing.Tests;

public sealed class PowScheduleTests
{
    [Theory]
    [InlineData(1, "cn/0")]
    [InlineData(6, "cn/0")]
    [InlineData(7, "cn/1")]
    [InlineData(9, "cn/2")]
    [InlineData(11, "cn/r")]
    [InlineData(12, "rx/0")]
    [InlineData(16, "rx/0")]
    public void Monero_by_major_version(int major, string name) => PowSchedule.Monero.For(major).Name.ShouldBe(name);

    [Theory]
    [InlineData(3, "cn/0")]
    [InlineData(4, "cn-lite/1")]
    [InlineData(5, "cn-pico")]
    [InlineData(6, "argon2/chukwa")]
    [InlineData(7, "argon2/chukwav2")]
    public void TurtleCoin_by_major_version(int major, string name) => PowSchedule.TurtleCoin.For(major).Name.ShouldBe(name);

    [Fact]
    public void A_version_before_the_first_is_refused()
    {
        Should.Throw<ArgumentException>(() => PowSchedule.Monero.For(0)).Message.ShouldContain("monero");
        var algorithm = PowRegistry.Default.Get("cn/0");
        Should.Throw<ArgumentException>(() => new PowSchedule("x", (2, algorithm), (1, algorithm))).Message.ShouldContain("rising");
    }

    [Fact]
    public void Seed_heights_of_every_vector()
    {
        var vectors = Vectors.Section("randomx_seed_height").GetProperty("vectors").EnumerateArray().ToArray();
        vectors.Length.ShouldBe(11);
        foreach (var vector in vectors)
        {
            var height = vector.GetProperty("height").GetUInt64();
            SeedHeight.Of(height).ShouldBe(vector.GetProperty("seed_height").GetUInt64(), vector.ToString());
            SeedHeight.Next(height).ShouldBe(vector.GetProperty("next_seed_height").GetUInt64(), vector.ToString());
        }
    }
}

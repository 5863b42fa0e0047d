namespace Pool.Hashing.Tests;

public sealed class StratumTargetTests
{
    [Fact]
    public void Writes_every_vector()
    {
        var vectors = Vectors.Section("stratum_target").GetProperty("vectors").EnumerateArray().ToArray();
        vectors.Length.ShouldBe(10);
        foreach (var vector in vectors)
        {
            var difficulty = vector.GetProperty("difficulty").GetUInt64();
            StratumTarget.EightBytes(difficulty).ShouldBe(vector.GetProperty("target8").GetString());
            (ulong.MaxValue / StratumTarget.Value(difficulty)).ShouldBe(vector.GetProperty("xmrig_shown_diff_from_target8").GetUInt64());

            if (vector.TryGetProperty("xmrig_target64_from_target4", out var expanded) && expanded.GetString() is { } target64)
            {
                StratumTarget.FourBytes(difficulty).ShouldBe(vector.GetProperty("target4_floor_2^32-1_div_d").GetString());
                StratumTarget.FourBytesExpanded(difficulty).ToString("x16").ShouldBe(target64);
            }
        }
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(999_983UL)]
    [InlineData(4_294_967_295UL)]
    public void The_short_form_is_never_easier(ulong difficulty)
    {
        StratumTarget.FourBytesExpanded(difficulty).ShouldBeLessThanOrEqualTo(StratumTarget.Value(difficulty));
        StratumTarget.FourBytes(difficulty).ShouldNotBe("00000000");
    }

    [Fact]
    public void Refuses_what_the_short_form_cannot_say()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => StratumTarget.FourBytes(1UL << 32));
        Should.Throw<ArgumentOutOfRangeException>(() => StratumTarget.EightBytes(0));
    }
}

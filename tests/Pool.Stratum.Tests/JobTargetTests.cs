using System.Globalization;
using System.Text.Json;
using Pool.Testing;

namespace Pool.Stratum.Tests;

public sealed class JobTargetTests
{
    [Fact]
    public void Targets_agree_with_the_known_ones_in_the_form_that_is_chosen()
    {
        using var vectors = VectorFile.Load("pow-vectors.json");
        var known = vectors.RootElement.GetProperty("stratum_target").GetProperty("vectors").EnumerateArray().ToList();
        known.Count.ShouldBeGreaterThan(5);
        foreach (var vector in known)
        {
            if (!long.TryParse(vector.GetProperty("difficulty").ToString(), CultureInfo.InvariantCulture, out var difficulty))
            {
                continue;
            }

            Hex(difficulty).ShouldBe(Expected(vector, difficulty), $"difficulty {difficulty}");
        }
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(JobTarget.MaxShort, 8)]
    [InlineData(JobTarget.MaxShort + 1, 16)]
    [InlineData(long.MaxValue, 16)]
    public void Small_difficulties_are_written_in_four_bytes_and_no_target_is_zero(long difficulty, int digits)
    {
        var hex = Hex(difficulty);
        hex.Length.ShouldBe(digits);
        hex.ShouldContain(digit => digit != '0');
    }

    private static string Expected(JsonElement vector, long difficulty) => vector.GetProperty(
        difficulty <= JobTarget.MaxShort ? "target4_floor_2^32-1_div_d" : "target8").GetString()!;

    private static string Hex(long difficulty)
    {
        Span<byte> target = stackalloc byte[JobTarget.MaxBytes];
        return Convert.ToHexStringLower(target[..JobTarget.Write(difficulty, target)]);
    }
}

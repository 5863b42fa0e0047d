using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pool.Web.Text;

namespace Pool.Web.Tests;

public sealed class TextTests
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"];

    [Theory]
    [InlineData(0, 12, "0")]
    [InlineData(1, 12, "0.000000000001")]
    [InlineData(1_000_000_000_000, 12, "1")]
    [InlineData(1_234_567_500_000_000_000, 12, "1_234_567.5")]
    [InlineData(-1_500, 3, "-1.5")]
    [InlineData(long.MaxValue, 18, "9.223372036854775807")]
    [InlineData(long.MinValue, 0, "-9_223_372_036_854_775_808")]
    [InlineData(100, 2, "1")]
    public void Amounts_are_exact_without_trailing_zeros(long atomic, int decimals, string text) =>
        Amount.Format(atomic, decimals).ShouldBe(text.Replace('_', '\u202f'));

    [Fact]
    public void An_amount_read_back_is_the_same_to_the_last_unit() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<long>().Generator.Or(Gen.Elements(long.MinValue, long.MaxValue, 0L)).ToArbitrary(),
            Gen.Choose(0, 18).ToArbitrary(),
            (atomic, decimals) =>
            {
                var parts = Amount.Format(atomic, decimals).Replace("\u202f", "", StringComparison.Ordinal).Split('.');
                var fraction = parts.Length == 1 ? "" : parts[1];
                var back = BigInteger.Parse(parts[0] + fraction.PadRight(decimals, '0'), CultureInfo.InvariantCulture);
                return back == atomic && !fraction.EndsWith('0') && fraction.Length <= decimals && (parts.Length == 1 || fraction.Length > 0);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "0 H/s")]
    [InlineData(0.25, "0.25 H/s")]
    [InlineData(0.0001, "<0.001 H/s")]
    [InlineData(1, "1.00 H/s")]
    [InlineData(999.4, "999 H/s")]
    [InlineData(999.5, "1.00 kH/s")]
    [InlineData(12_431.5, "12.4 kH/s")]
    [InlineData(999_499, "999 kH/s")]
    [InlineData(1e21, "1.00 ZH/s")]
    [InlineData(1e32, "100 QH/s")]
    [InlineData(1e40, ">999 QH/s")]
    [InlineData(double.NaN, "unknown")]
    [InlineData(double.PositiveInfinity, "unknown")]
    [InlineData(-1, "unknown")]
    public void Hashrates_have_three_digits_and_a_prefix(double rate, string text) =>
        Scaled.Hashrate(rate).ShouldBe(text.Replace(' ', '\u00a0'));

    [Fact]
    public void A_hashrate_read_back_is_off_by_less_than_half_a_percent_from_H_to_QH()
    {
        var rates = Gen.Choose(1_000, 9_999_999).SelectMany(digits => Gen.Choose(-3, 25).Select(power => digits * Math.Pow(10, power)));
        Prop.ForAll(rates.ToArbitrary(), rate =>
        {
            var words = Scaled.Hashrate(rate).Split('\u00a0');
            var prefix = Array.IndexOf(Prefixes, words[1][..^3]);
            var number = double.Parse(words[0], CultureInfo.InvariantCulture);
            var digits = words[0].Count(char.IsAsciiDigit);
            return prefix >= 0
                && digits == 3
                && number is >= 1 and < 1000
                && Math.Abs((number * Math.Pow(1000, prefix)) - rate) <= rate * 0.00501;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, "0.0 %", "nearly all rounds last longer")]
    [InlineData(53_000_000_000, "5.3 %", "95 in 100 rounds last longer")]
    [InlineData(1_340_000_000_000, "134 %", "26 in 100 rounds last longer")]
    [InlineData(5_500_000_000_000, "550 %", "4 in 1000 rounds last longer")]
    [InlineData(9_000_000_000_000, "900 %", "fewer than 1 in 1000 rounds last longer")]
    public void Effort_is_told_in_per_cent_and_by_how_usual_it_is(long effort, string percent, string usual)
    {
        EffortText.Percent(effort).ShouldBe(percent.Replace(' ', '\u00a0'));
        EffortText.Usual(effort).ShouldBe(usual);
    }

    [Theory]
    [InlineData(-5, "just now")]
    [InlineData(0, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(7_199, "1 h ago")]
    [InlineData(86_400 * 3, "3 d ago")]
    public void Ages_are_told_in_their_largest_unit(int seconds, string text) =>
        Times.Ago(Samples.Now - TimeSpan.FromSeconds(seconds), Samples.Now).Replace('\u00a0', ' ').ShouldBe(text);

    [Theory]
    [InlineData(90, "every 90 s")]
    [InlineData(600, "every 10 min")]
    [InlineData(3600, "hourly")]
    [InlineData(7200, "every 2 h")]
    [InlineData(86_400, "daily")]
    public void Intervals_are_told_as_people_say_them(int seconds, string text) =>
        Times.Every(TimeSpan.FromSeconds(seconds)).Replace('\u00a0', ' ').ShouldBe(text);

    [Fact]
    public void Times_are_told_in_UTC_with_the_year_when_it_is_another()
    {
        var time = new DateTimeOffset(2025, 12, 31, 23, 30, 0, TimeSpan.FromHours(-1));
        Times.Absolute(time, Samples.Now).ShouldBe("1 Jan 00:30 UTC");
        Times.Absolute(time - TimeSpan.FromHours(1), Samples.Now).ShouldBe("31 Dec 2025 23:30 UTC");
        Times.Rfc3339(time).ShouldBe("2026-01-01T00:30:00Z");
    }
}

using System.Globalization;

namespace Pool.Web.Text;

/// <summary>Large numbers with three significant digits and a decimal prefix, from H to QH.</summary>
internal static class Scaled
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"];

    /// <param name="hashesPerSecond">Not negative; what is no number is said to be unknown.</param>
    public static string Hashrate(double hashesPerSecond) => Format(hashesPerSecond, "H/s");

    public static string Difficulty(long difficulty) => Format(difficulty, "");

    private static string Format(double value, string unit)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            return "unknown";
        }

        var prefix = 0;
        // From 999.5 on three digits would round to 1000.
        while (value >= 999.5 && prefix < Prefixes.Length - 1)
        {
            value /= 1000;
            prefix++;
        }

        var suffix = Prefixes[prefix] + unit;
        var number = value switch
        {
            0 => "0",
            < 0.001 => "<0.001",
            < 0.9995 => value.ToString("0.###", CultureInfo.InvariantCulture),
            < 9.995 => value.ToString("F2", CultureInfo.InvariantCulture),
            < 99.95 => value.ToString("F1", CultureInfo.InvariantCulture),
            < 999.5 => value.ToString("F0", CultureInfo.InvariantCulture),
            _ => ">999",
        };
        return suffix.Length == 0 ? number : $"{number}\u00a0{suffix}";
    }
}

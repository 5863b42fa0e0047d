using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Pool.Web.Metrics;

/// <summary>A label set as the text format writes it, between the braces.</summary>
internal static class LabelSet
{
    /// <summary>Where the measurements of label sets beyond the limit are summed.</summary>
    public const string Overflow = "overflow=\"true\"";

    /// <summary>Values of instruments are names of states and parts; what is longer is somebody's text.</summary>
    private const int LongestValue = 100;

    /// <summary>Labels that would tell about people, and grow without end.</summary>
    private static readonly FrozenSet<string> Unwanted =
        new[] { "address", "account", "login", "worker", "miner", "ip" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            if (!Unwanted.Contains(key))
            {
                labels.Add($"{MetricName.Clean(key)}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
            }
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value.Length <= LongestValue ? value : value[..LongestValue])
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}

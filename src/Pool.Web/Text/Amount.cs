using System.Globalization;

namespace Pool.Web.Text;

/// <summary>Atomic units as people read them: exact, by integers alone, without trailing zeros.</summary>
internal static class Amount
{
    /// <summary>Narrow no-break space, between groups of three digits.</summary>
    private const char Thin = '\u202f';

    /// <param name="decimals">Digits behind the point, 0 to 18.</param>
    public static string Format(long atomic, int decimals)
    {
        // The magnitude of -2^63 does not fit into a long.
        var magnitude = atomic < 0 ? (ulong)-(atomic + 1) + 1 : (ulong)atomic;
        var digits = magnitude.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var fraction = digits[^decimals..].TrimEnd('0');
        return (atomic < 0 ? "-" : "") + Group(digits[..^decimals]) + (fraction.Length == 0 ? "" : "." + fraction);
    }

    /// <summary>The amount with the coin's symbol.</summary>
    public static string Format(long atomic, CoinDescription coin) => $"{Format(atomic, coin.Decimals)}\u00a0{coin.Symbol}";

    /// <summary>A count with its digits in groups of three.</summary>
    public static string Count(long value) => Format(value, 0);

    private static string Group(string digits)
    {
        var first = digits.Length % 3 == 0 ? 3 : digits.Length % 3;
        var grouped = digits[..first];
        for (var i = first; i < digits.Length; i += 3)
        {
            grouped += Thin + digits[i..(i + 3)];
        }

        return grouped;
    }
}

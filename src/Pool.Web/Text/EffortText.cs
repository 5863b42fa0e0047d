using System.Globalization;
using Pool.Core.Shares;

namespace Pool.Web.Text;

/// <summary>Effort in words: per cent of the expected work, and how usual that is.</summary>
internal static class EffortText
{
    /// <param name="effort">10^-12 units.</param>
    /// <returns>A ratio: 1.34 when a third more than the expected work was done.</returns>
    public static decimal Ratio(long effort) => (decimal)effort / Effort.One;

    /// <summary>The chance that a round lasts longer: finds are a Poisson process, so e^-effort.</summary>
    public static double Survival(long effort) => Math.Round(Math.Exp(-(double)effort / Effort.One), 4);

    public static string Percent(long effort)
    {
        var percent = Ratio(effort) * 100;
        return percent.ToString(percent < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + "\u00a0%";
    }

    public static string Usual(long effort)
    {
        var longer = Math.Exp(-(double)effort / Effort.One);
        return longer switch
        {
            >= 0.995 => "nearly all rounds last longer",
            >= 0.01 => string.Create(CultureInfo.InvariantCulture, $"{longer * 100:0} in 100 rounds last longer"),
            >= 0.001 => string.Create(CultureInfo.InvariantCulture, $"{longer * 1000:0} in 1000 rounds last longer"),
            _ => "fewer than 1 in 1000 rounds last longer",
        };
    }
}

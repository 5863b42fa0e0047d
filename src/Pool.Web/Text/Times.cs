using System.Globalization;

namespace Pool.Web.Text;

/// <summary>Points in time and lengths of time.</summary>
internal static class Times
{
    /// <summary>RFC 3339, UTC, whole seconds.</summary>
    public static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>E.g. 22 Nov 09:51 UTC, with the year when it is not the present one.</summary>
    public static string Absolute(DateTimeOffset time, DateTimeOffset now) => time.UtcDateTime.ToString(
        time.UtcDateTime.Year == now.UtcDateTime.Year ? "d MMM HH:mm 'UTC'" : "d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>E.g. 22 Nov 2026 09:51:36 UTC.</summary>
    public static string Clock(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>In the largest unit, rounded down: 12 s ago, 3 min ago, 2 h ago, 3 d ago.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) =>
        now - time < TimeSpan.FromSeconds(1) ? "just now" : Largest(now - time) + "\u00a0ago";

    /// <summary>A length in full: 90 s, 10 min, 36 h.</summary>
    public static string Length(TimeSpan length) => (long)length.TotalSeconds switch
    {
        var seconds when seconds % 3600 == 0 && seconds > 0 => $"{seconds / 3600}\u00a0h",
        var seconds when seconds % 60 == 0 && seconds > 0 => $"{seconds / 60}\u00a0min",
        var seconds => $"{seconds}\u00a0s",
    };

    /// <summary>How often something happens: hourly, daily, every 10 min.</summary>
    public static string Every(TimeSpan interval) => interval.TotalSeconds switch
    {
        3600 => "hourly",
        86400 => "daily",
        _ => "every " + Length(interval),
    };

    private static string Largest(TimeSpan length) => length.TotalSeconds switch
    {
        < 60 => $"{(int)length.TotalSeconds}\u00a0s",
        < 3600 => $"{length.Minutes}\u00a0min",
        < 86400 => $"{length.Hours}\u00a0h",
        _ => $"{(int)length.TotalDays}\u00a0d",
    };
}

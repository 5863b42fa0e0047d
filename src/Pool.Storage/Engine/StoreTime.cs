namespace Pool.Storage.Engine;

/// <summary>Times as the store keeps them: milliseconds since 1970 UTC.</summary>
internal static class StoreTime
{
    public static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? At(long? milliseconds) => milliseconds is { } at ? At(at) : null;

    public static long Of(TimeSpan length) => (long)length.TotalMilliseconds;
}

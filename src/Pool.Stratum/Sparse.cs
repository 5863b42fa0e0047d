namespace Pool.Stratum;

/// <summary>Lets one of many equal warnings through.</summary>
internal sealed class Sparse(TimeSpan pause, TimeProvider time)
{
    private long _last = long.MinValue;

    /// <summary>True for the first, and then once a pause.</summary>
    public bool Now()
    {
        var last = Interlocked.Read(ref _last);
        var now = time.GetTimestamp();
        return (last == long.MinValue || time.GetElapsedTime(last, now) >= pause)
            && Interlocked.CompareExchange(ref _last, now, last) == last;
    }
}

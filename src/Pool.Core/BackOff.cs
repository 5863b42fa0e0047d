namespace Pool.Core;

/// <summary>Pauses between tries of one thing: the first, then each twice the one before, up to the longest.</summary>
public readonly record struct BackOff(TimeSpan First, TimeSpan Longest)
{
    /// <param name="failures">How many tries failed in a row, at least 1.</param>
    public TimeSpan After(int failures)
    {
        // 2^30 times any first pause is past every longest one.
        var doublings = Math.Clamp(failures - 1, 0, 30);
        var ticks = (Int128)First.Ticks << doublings;
        return ticks < Longest.Ticks ? new TimeSpan((long)ticks) : Longest;
    }
}

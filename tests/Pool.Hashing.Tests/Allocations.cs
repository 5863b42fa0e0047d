namespace Pool.Hashing.Tests;

/// <summary>Bytes that a call allocates once it is warm.</summary>
internal static class Allocations
{
    /// <summary>The least of several calls: what the runtime itself allocates now and then is not the call's.</summary>
    public static long Of(Action call)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}

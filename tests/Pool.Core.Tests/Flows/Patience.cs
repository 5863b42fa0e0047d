namespace Pool.Core.Tests.Flows;

/// <summary>A guard against a test that would hang: no result depends on it.</summary>
internal static class Patience
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Guard);

    public static Task Soon(this Task task) => task.WaitAsync(Guard);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Guard);
}

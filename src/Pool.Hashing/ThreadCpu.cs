using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pool.Hashing;

/// <summary>CPU time of the calling thread. Elapsed time would blame a hash for what a neighbour took.</summary>
internal static partial class ThreadCpu
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID of Linux's time.h

    public static TimeSpan Now =>
        OperatingSystem.IsLinux() && ClockGetTime(ThreadClock, out var time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

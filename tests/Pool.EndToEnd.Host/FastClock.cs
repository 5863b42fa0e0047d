using System.Globalization;

namespace Pool.EndToEnd.Host;

/// <summary>
/// A clock that runs faster than the system's, so that a lease of minutes ends in seconds. It never goes back, over restarts
/// of the process either: its time follows from the system's.
/// </summary>
/// <param name="origin">When both clocks showed the same.</param>
/// <param name="ahead">Besides the rate: how far this clock has jumped forward since.</param>
public sealed class FastClock(DateTimeOffset origin, int rate, TimeSpan ahead) : TimeProvider
{
    /// <summary>Origin in ticks, rate, ticks ahead.</summary>
    public const string Variable = "TEST_CLOCK";

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public static FastClock FromEnvironment()
    {
        var parts = (Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} is not set"))
            .Split(':').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new(new DateTimeOffset(parts[0], TimeSpan.Zero), (int)parts[1], TimeSpan.FromTicks(parts[2]));
    }

    /// <summary>What <see cref="FromEnvironment"/> reads.</summary>
    public string ToVariable() => string.Create(CultureInfo.InvariantCulture, $"{origin.UtcTicks}:{rate}:{ahead.Ticks}");

    /// <summary>The same clock after a jump.</summary>
    public FastClock JumpedBy(TimeSpan by) => new(origin, rate, ahead + by);

    public override DateTimeOffset GetUtcNow() => origin + ahead + ((System.GetUtcNow() - origin) * rate);

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks * rate;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / rate : time;
}

using Pool.Testing;

namespace Pool.CryptoNote.Tests.Testing;

public sealed class FakeClockTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void A_timer_fires_when_the_clock_passes_it_and_not_before()
    {
        var fired = new List<TimeSpan>();
        var start = _clock.GetUtcNow();
        using var timer = _clock.CreateTimer(
            _ => fired.Add(_clock.GetUtcNow() - start), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        fired.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe([TimeSpan.FromSeconds(2)]);
        (_clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(6.9));
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_each_period()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(3));

        fired.ShouldBe(3);
    }

    [Fact]
    public void A_disposed_timer_stays_silent()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _clock.Advance(TimeSpan.FromSeconds(3));

        fired.ShouldBe(0);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan).ShouldBeFalse();
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_is_moved()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(30), _clock);
        await _clock.WhenTimersArmed(1);
        delay.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(30));

        await delay;
    }

    [Fact]
    public void A_jump_of_the_wall_clock_moves_no_timer_and_no_timestamp()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var before = _clock.GetTimestamp();

        _clock.JumpTo(_clock.GetUtcNow() + TimeSpan.FromDays(1));

        fired.ShouldBe(0);
        _clock.GetElapsedTime(before).ShouldBe(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe(1);
    }
}

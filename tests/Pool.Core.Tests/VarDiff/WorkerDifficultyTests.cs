using Pool.Core.VarDiff;

namespace Pool.Core.Tests.VarDiff;

public sealed class WorkerDifficultyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly VarDiffOptions Options = new();

    [Fact]
    public void A_new_worker_begins_at_the_ports_difficulty_and_a_known_one_at_its_last()
    {
        new WorkerDifficulty(Options, null, Start).Current.ShouldBe(10_000);
        new WorkerDifficulty(Options, 77_000, Start).Current.ShouldBe(77_000);
        new WorkerDifficulty(Options, 1, Start).Current.ShouldBe(Options.Min);
        new WorkerDifficulty(Options, long.MaxValue, Start).Current.ShouldBe(Options.Max);
    }

    [Fact]
    public void Shares_at_the_target_pace_change_nothing()
    {
        var worker = new WorkerDifficulty(Options, null, Start);
        for (var share = 1; share <= 200; share++)
        {
            worker.OnShare(Start.AddSeconds(30 * share), worker.Current).ShouldBeNull();
        }
    }

    [Fact]
    public void A_new_worker_is_judged_after_four_shares_and_moves_by_sixteen_at_most()
    {
        var worker = new WorkerDifficulty(Options, null, Start);
        worker.OnShare(Start.AddSeconds(0.1), 10_000).ShouldBeNull();
        worker.OnShare(Start.AddSeconds(0.2), 10_000).ShouldBeNull();
        worker.OnShare(Start.AddSeconds(0.3), 10_000).ShouldBeNull();
        worker.OnShare(Start.AddSeconds(0.4), 10_000).ShouldBe(160_000);
    }

    [Fact]
    public void A_moderate_difference_is_met_exactly_in_one_step()
    {
        var worker = new WorkerDifficulty(Options, null, Start);
        worker.OnShare(Start.AddSeconds(5), 10_000);
        worker.OnShare(Start.AddSeconds(10), 10_000);
        worker.OnShare(Start.AddSeconds(15), 10_000);
        worker.OnShare(Start.AddSeconds(20), 10_000).ShouldBe(60_000);
    }

    [Fact]
    public void Shares_without_any_time_between_them_are_bounded_by_the_step()
    {
        var worker = new WorkerDifficulty(Options, null, Start);
        for (var share = 0; share < 3; share++)
        {
            worker.OnShare(Start, 10_000).ShouldBeNull();
        }

        worker.OnShare(Start, 10_000).ShouldBe(160_000);
    }

    [Fact]
    public void Shares_of_older_jobs_count_for_their_own_difficulty()
    {
        var worker = new WorkerDifficulty(Options, null, Start);
        Quick(worker, 4, 10_000).ShouldBe(160_000);

        // 16 late shares of 10,000 in 30 s are the pace of one of 160,000.
        var at = Start.AddSeconds(0.4);
        for (var share = 1; share <= 16; share++)
        {
            worker.OnShare(at.AddSeconds(30.0 / 16 * share), 10_000).ShouldBeNull();
        }
    }

    [Fact]
    public void A_settled_worker_moves_by_two_at_most_and_is_judged_quickly_when_that_is_not_enough()
    {
        var worker = Settled();
        var at = Start.AddSeconds(1_000);
        long? change = null;
        for (var share = 0; share < Options.WindowShares; share++)
        {
            change.ShouldBeNull();
            at = at.AddSeconds(1);
            change = worker.OnShare(at, 10_000);
        }

        change.ShouldBe(20_000);
        for (var share = 0; share < Options.QuickShares; share++)
        {
            at = at.AddSeconds(2);
            change = worker.OnShare(at, 20_000);
        }

        change.ShouldBe(300_000);
    }

    [Fact]
    public void A_settled_worker_just_out_of_the_band_goes_half_of_the_way()
    {
        var worker = Settled();
        long? change = null;
        for (var share = 1; share <= Options.WindowShares; share++)
        {
            change = worker.OnShare(Start.AddSeconds(1_000 + (share * 30 / 1.96)), 10_000);
        }

        change.ShouldBe(14_000);
    }

    [Fact]
    public void A_settled_worker_that_became_slower_does_not_wait_for_a_full_window()
    {
        var worker = Settled();
        var at = Start.AddSeconds(1_000);
        for (var share = 1; share < 8; share++)
        {
            worker.OnShare(at.AddSeconds(90 * share), 10_000).ShouldBeNull();
        }

        worker.OnShare(at.AddSeconds(720), 10_000).ShouldBe(5_000);
    }

    [Fact]
    public void A_silent_new_worker_gets_a_quarter_after_each_target_down_to_the_least()
    {
        var worker = new WorkerDifficulty(Options, null, Start);
        worker.OnIdle(Start.AddSeconds(29.9)).ShouldBeNull();
        worker.OnIdle(Start.AddSeconds(30)).ShouldBe(2_500);
        worker.OnIdle(Start.AddSeconds(59)).ShouldBeNull();
        worker.OnIdle(Start.AddSeconds(60)).ShouldBe(625);
        worker.OnIdle(Start.AddSeconds(90)).ShouldBe(156);
        worker.OnIdle(Start.AddSeconds(120)).ShouldBe(100);
        worker.OnIdle(Start.AddSeconds(150)).ShouldBeNull();
    }

    [Fact]
    public void A_silent_settled_worker_is_given_eight_targets()
    {
        var worker = Settled();
        worker.OnIdle(Start.AddSeconds(1_239)).ShouldBeNull();
        worker.OnIdle(Start.AddSeconds(1_240)).ShouldBe(2_500);
    }

    [Fact]
    public void A_clock_that_jumps_back_changes_no_more_than_a_step()
    {
        var worker = new WorkerDifficulty(Options, null, Start);
        for (var share = 0; share < 3; share++)
        {
            worker.OnShare(Start.AddHours(-1), 10_000);
        }

        worker.OnShare(Start.AddHours(-1), 10_000).ShouldBe(160_000);
        worker.OnIdle(Start.AddHours(-2)).ShouldBeNull();
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1)]
    public void The_difficulty_stays_between_least_and_most_whatever_comes(long work)
    {
        var worker = new WorkerDifficulty(Options with { Min = 5_000, Max = 15_000 }, null, Start);
        for (var share = 0; share < 100; share++)
        {
            worker.OnShare(Start.AddSeconds(share), work);
            worker.Current.ShouldBeInRange(5_000, 15_000);
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name_value_and_range()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => (Options with { Start = 50 }).Checked())
            .Message.ShouldContain("Start is 50: set it between 100 and 1000000000000");
        Should.Throw<ArgumentOutOfRangeException>(() => (Options with { TargetSeconds = double.NaN }).Checked());
        Options.Checked().ShouldBeSameAs(Options);
    }

    private static long? Quick(WorkerDifficulty worker, int shares, long difficulty)
    {
        long? change = null;
        for (var share = 1; share <= shares; share++)
        {
            change = worker.OnShare(Start.AddSeconds(0.1 * share), difficulty);
        }

        return change;
    }

    /// <summary>A worker that is known from before, connected 1,000 s after the start.</summary>
    private static WorkerDifficulty Settled() => new(Options, 10_000, Start.AddSeconds(1_000));
}

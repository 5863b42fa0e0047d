using Pool.Core.VarDiff;

namespace Pool.Core.Tests.VarDiff;

/// <summary>Simulated miners of every size, with stated seeds.</summary>
public sealed class ConvergenceTests
{
    private static readonly VarDiffOptions Options = new();

    // The least difficulty is right for 3 H/s, so all of these can be met.
    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000)]
    [InlineData(100_000_000)]
    public void Every_miner_comes_to_the_target_pace_within_ten_minutes_and_stays_near_it(double hashrate)
    {
        const int Miners = 200;
        var near = 0;
        var shares = 0;
        for (var seed = 0; seed < Miners; seed++)
        {
            var miner = new SimulatedMiner(Options, hashrate, seed);
            miner.RunUntil(600);
            near += miner.Pace is > 1 / 3.0 and < 3 ? 1 : 0;

            // The bound on shares once it has converged: a third hour's, with room for chance.
            miner.RunUntil(7_200);
            var before = miner.Shares;
            miner.RunUntil(10_800);
            shares += miner.Shares - before;
        }

        near.ShouldBeGreaterThanOrEqualTo(Miners * 90 / 100, $"miners of {hashrate} H/s near the target after 10 minutes");
        var perHour = (double)shares / Miners;
        perHour.ShouldBeInRange(120 / 1.5, 120 * 1.5);
    }

    [Theory]
    [InlineData(1_000_000, 16)]
    [InlineData(10_000_000, 20)]
    public void A_fast_miner_converges_within_few_shares_beside_those_that_were_on_their_way(double hashrate, int decided)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var miner = new SimulatedMiner(Options, hashrate, seed);
            miner.RunUntil(60);

            // Until the first new job arrives, 100 ms after it was sent, shares come at the start's pace.
            var onTheWay = hashrate / Options.Start * 0.1 * (1 + (1 / 16.0) + (1 / 256.0));
            miner.Shares.ShouldBeLessThan((int)(decided + 10 + (1.5 * onTheWay)), $"seed {seed}");
            miner.Pace.ShouldBeLessThan(8, $"seed {seed}");
        }
    }

    [Fact]
    public void A_steady_miners_difficulty_rarely_changes()
    {
        var changes = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var miner = new SimulatedMiner(Options, 10_000, seed, remembered: 300_000);
            miner.RunUntil(24 * 3_600);
            changes += miner.Changes;
        }

        // 180 windows a day, of which one in 30 or so leaves the band by chance and is mended after: about one an hour.
        (changes / 100.0).ShouldBeLessThan(30, "changes a day");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0.01)]
    public void A_miner_whose_hashrate_changes_is_followed(double factor)
    {
        var near = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var miner = new SimulatedMiner(Options, 100_000, seed);
            miner.RunUntil(3_600);
            miner.Hashrate *= factor;
            miner.RunUntil(3_600 + 900);
            near += miner.Pace is > 1 / 2.5 and < 2.5 ? 1 : 0;
        }

        near.ShouldBeGreaterThanOrEqualTo(85);
    }
}

using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Rewards;
using Pool.Core.Rounds;

namespace Pool.Core.Tests.Rewards;

public sealed class PplnsTests
{
    private static readonly Gen<long> Work = Gen.OneOf(
        Gen.Choose(0, 3).Select(value => (long)value),
        Gen.Choose(1, 100_000).Select(value => (long)value),
        Gen.Choose(1, int.MaxValue).Select(value => (long)value * 1_000_000));

    /// <summary>Slices in which accounts come back, also twice in one slice.</summary>
    private static readonly Gen<SliceWork[]> History =
        from slices in (from account in Gen.Choose(1, 6) from work in Work select new AccountWork(account, work)).ArrayOf().ArrayOf()
        select slices.Select((rows, i) => new SliceWork(slices.Length - i, rows)).ToArray();

    private static readonly Gen<(SliceWork[] Slices, long Window)> Cuts =
        from slices in History
        from window in Gen.OneOf(Work.Select(work => work + 1), Gen.Choose(1, 50).Select(value => (long)value), Gen.Constant(long.MaxValue))
        select (slices, window);

    [Fact]
    public void A_cut_holds_exactly_the_window_or_the_whole_history() =>
        Prop.ForAll(Cuts.ToArbitrary(), cut =>
        {
            var all = cut.Slices.SelectMany(slice => slice.Work).Aggregate(BigInteger.Zero, (sum, row) => sum + row.Work);
            var rows = Pplns.Cut(cut.Slices, cut.Window);
            rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Work).ShouldBe(BigInteger.Min(all, cut.Window));
            rows.ShouldAllBe(row => row.Work > 0);
            rows.Select(row => row.Account).ShouldBeUnique();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cut_agrees_with_a_naive_one_in_unlimited_integers() =>
        Prop.ForAll(Cuts.ToArbitrary(), cut =>
        {
            var rows = Pplns.Cut(cut.Slices, cut.Window).ToDictionary(row => row.Account, row => (BigInteger)row.Work);
            rows.ShouldBe(NaiveCut(cut.Slices, cut.Window), ignoreOrder: true);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_shares_within_a_slice_does_not_matter() =>
        Prop.ForAll(Cuts.ToArbitrary(), cut =>
        {
            var turned = cut.Slices.Select(slice => slice with { Work = [.. slice.Work.Reverse()] });
            Pplns.Cut(turned, cut.Window).ShouldBe(Pplns.Cut(cut.Slices, cut.Window));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_the_oldest_slice_the_missing_work_is_spread_by_largest_remainder()
    {
        SliceWork[] slices = [new(3, [new(1, 50)]), new(2, [new(1, 10), new(2, 10), new(3, 10)]), new(1, [new(9, 1000)])];
        // 70 - 50 = 20 of 30: 6.67 each, so 6 each and the two units left go to the smaller ids.
        Pplns.Cut(slices, 70).ShouldBe([new(1, 57), new(2, 7), new(3, 6)]);
    }

    [Fact]
    public void A_slice_that_fills_the_window_exactly_leaves_the_next_one_out()
    {
        SliceWork[] slices = [new(2, [new(1, 50)]), new(1, [new(2, 50)])];
        Pplns.Cut(slices, 50).ShouldBe([new(1, 50)]);
        Pplns.Cut(slices, 51).ShouldBe([new(1, 50), new(2, 1)]);
    }

    [Fact]
    public void Reading_stops_with_the_slice_that_fills_the_window()
    {
        var read = 0;
        IEnumerable<SliceWork> Slices()
        {
            for (var number = 10; number > 0; number--)
            {
                read++;
                yield return new SliceWork(number, [new(1, 10)]);
            }
        }

        Pplns.Cut(Slices(), 30).ShouldBe([new(1, 30)]);
        read.ShouldBe(3);
    }

    [Fact]
    public void The_largest_slices_that_there_can_be_do_not_overflow()
    {
        SliceWork[] slices = [new(1, [new(1, long.MaxValue), new(2, long.MaxValue), new(3, long.MaxValue)])];
        Pplns.Cut(slices, long.MaxValue).Sum(row => row.Work).ShouldBe(long.MaxValue);
    }

    /// <summary>Written for clearness alone: unit by unit of remainder, in unlimited integers.</summary>
    private static Dictionary<long, BigInteger> NaiveCut(SliceWork[] slices, long window)
    {
        var counted = new Dictionary<long, BigInteger>();
        BigInteger missing = window;
        foreach (var slice in slices)
        {
            var work = slice.Work.GroupBy(row => row.Account)
                .ToDictionary(rows => rows.Key, rows => rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Work));
            var total = work.Values.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);
            var take = BigInteger.Min(total, missing);
            var given = work.ToDictionary(row => row.Key, row => total.IsZero ? 0 : row.Value * take / total);
            while (given.Values.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount) < take)
            {
                var next = work.Keys
                    .Where(account => given[account] == work[account] * take / total)
                    .OrderByDescending(account => work[account] * take % total)
                    .ThenBy(account => account)
                    .First();
                given[next] += 1;
            }

            foreach (var (account, amount) in given.Where(row => row.Value > 0))
            {
                counted[account] = counted.GetValueOrDefault(account) + amount;
            }

            missing -= take;
        }

        return counted;
    }
}

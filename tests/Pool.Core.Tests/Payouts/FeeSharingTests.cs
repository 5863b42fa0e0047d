using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Payouts;

namespace Pool.Core.Tests.Payouts;

public sealed class FeeSharingTests
{
    private static readonly Gen<(long Fee, Payable[] Payees)> Cases =
        from fee in Gen.OneOf(Gen.Choose(0, 200), Gen.Choose(0, 100_000_000)).Select(value => (long)value)
        from balances in Gen.OneOf(Gen.Choose(1, 100), Gen.Choose(1, int.MaxValue)).ArrayOf()
        select (fee, balances.Select((balance, i) => new Payable(100 - i, $"address{i}", balance)).ToArray());

    [Fact]
    public void The_shares_make_the_fee_and_everybody_gets_something() =>
        Prop.ForAll(Cases.ToArbitrary(), given =>
        {
            var (fee, payees) = given;
            var shares = FeeSharing.Share(fee, payees);
            (shares.Items.Count + shares.LeftOut.Count).ShouldBe(payees.Length);
            shares.Items.ShouldAllBe(item => item.Net > 0 && item.Fee >= 0);
            if (shares.Items.Count > 0)
            {
                shares.Items.Sum(item => item.Fee).ShouldBe(fee);
                (shares.Items.Max(item => item.Fee) - shares.Items.Min(item => item.Fee)).ShouldBeLessThanOrEqualTo(1);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Units_that_do_not_divide_go_to_the_smaller_accounts()
    {
        var shares = FeeSharing.Share(11, [new(9, "c", 100), new(2, "a", 100), new(5, "b", 100)]);
        shares.Items.Select(item => (item.Account, item.Fee)).ShouldBe([(9, 3), (2, 4), (5, 4)]);
    }

    [Fact]
    public void A_balance_equal_to_its_part_is_left_out_and_the_others_bear_it()
    {
        var shares = FeeSharing.Share(10, [new(1, "a", 5), new(2, "b", 100)]);
        shares.Items.ShouldBe([new(2, "b", 100, 10)]);
        shares.LeftOut.ShouldBe([new(1, "a", 5)]);
    }

    [Fact]
    public void A_fee_above_all_balances_leaves_everybody_out() =>
        FeeSharing.Share(1000, [new(1, "a", 5), new(2, "b", 100)]).Items.ShouldBeEmpty();
}

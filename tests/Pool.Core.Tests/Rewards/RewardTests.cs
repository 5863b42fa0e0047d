using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Ledger;
using Pool.Core.Rewards;
using Pool.Core.Rounds;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Rewards;

public sealed class RewardTests
{
    private static readonly Hash32 Block = ModelTransaction.Named("block");

    /// <summary>Work from tiny to the largest that 63 bits hold.</summary>
    private static readonly Gen<long> Work = Gen.OneOf(
        Gen.Choose(0, 5).Select(value => (long)value),
        Gen.Choose(1, 1_000_000).Select(value => (long)value),
        Gen.Choose(1, int.MaxValue).Select(value => (long)value * value),
        Gen.Constant(long.MaxValue));

    private static readonly Gen<AccountWork[]> Rows = Work.ArrayOf()
        .Select(work => work.Select((amount, account) => new AccountWork(account + 1, amount)).ToArray());

    private static readonly Gen<(long Reward, AccountWork[] Rows, int Fee)> Splits =
        from reward in Work
        from rows in Rows
        from fee in Gen.Choose(0, 10_000)
        select (Math.Max(1, reward), rows, fee);

    [Fact]
    public void Every_unit_of_a_reward_is_given_to_somebody() =>
        Prop.ForAll(Splits.ToArbitrary(), split =>
        {
            var shares = RewardSplit.Of(split.Reward, split.Rows, split.Fee);
            var given = shares.Miners.Aggregate(
                (BigInteger)shares.Fee + shares.Rounding + shares.Unshared, (sum, share) => sum + share.Amount);
            given.ShouldBe(split.Reward);
            shares.ToTransfers(Block).Aggregate(BigInteger.Zero, (sum, row) => sum + row.Amount).ShouldBe(split.Reward);
            shares.Rounding.ShouldBeInRange(0, split.Rows.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_split_agrees_with_a_naive_one_in_unlimited_integers() =>
        Prop.ForAll(Splits.ToArbitrary(), split =>
        {
            var shares = RewardSplit.Of(split.Reward, split.Rows, split.Fee);
            var fee = (BigInteger)split.Reward * split.Fee / 10_000;
            var total = split.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Work);
            ((BigInteger)shares.Fee).ShouldBe(fee);
            foreach (var row in split.Rows)
            {
                var naive = total.IsZero ? 0 : (split.Reward - fee) * row.Work / total;
                var given = shares.Miners.SingleOrDefault(share => share.Account == row.Account).Amount;
                ((BigInteger)given).ShouldBe(naive);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_split_does_not_depend_on_the_order_of_the_rows() =>
        Prop.ForAll(Splits.ToArbitrary(), split =>
        {
            var other = RewardSplit.Of(split.Reward, [.. split.Rows.Reverse()], split.Fee);
            RewardSplit.Of(split.Reward, split.Rows, split.Fee).ToTransfers(Block).ShouldBe(other.ToTransfers(Block));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_known_split_is_this_one()
    {
        var split = RewardSplit.Of(1001, [new(7, 1), new(3, 1), new(5, 1)], feeBasisPoints: 100);
        split.Fee.ShouldBe(10);
        split.Miners.ShouldBe([new(3, 330), new(5, 330), new(7, 330)]);
        split.Rounding.ShouldBe(1);
        split.ToTransfers(Block).ShouldBe(
        [
            new($"credit:{Block}:miner:3", Accounts.Coinbase, "miner:3", 330, "block-reward", $"{Block}"),
            new($"credit:{Block}:miner:5", Accounts.Coinbase, "miner:5", 330, "block-reward", $"{Block}"),
            new($"credit:{Block}:miner:7", Accounts.Coinbase, "miner:7", 330, "block-reward", $"{Block}"),
            new($"credit:{Block}:pool:fee", Accounts.Coinbase, Accounts.PoolFee, 10, "pool-fee", $"{Block}"),
            new($"credit:{Block}:pool:rounding", Accounts.Coinbase, Accounts.Rounding, 1, "rounding", $"{Block}"),
        ]);
    }

    [Fact]
    public void A_reward_without_any_work_goes_to_the_pool_under_a_kind_of_its_own()
    {
        var rows = RewardSplit.Of(1000, [], feeBasisPoints: 200).ToTransfers(Block);
        rows.Select(row => (row.Credit, row.Amount, row.Kind)).ShouldBe(
            [(Accounts.PoolFee, 20, "pool-fee"), (Accounts.PoolFee, 980, "unshared-reward")]);
        rows.Select(row => row.Id).ShouldBeUnique();
    }

    [Fact]
    public void Two_rows_of_one_account_are_a_fault_and_not_a_split() =>
        Should.Throw<ArgumentException>(() => RewardSplit.Of(1000, [new(1, 5), new(1, 6)], 0));

    [Theory]
    [InlineData(1, 2000, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(1000, 1500, 1500)]
    [InlineData(long.MaxValue, 2000, long.MaxValue)]
    public void A_window_is_a_multiple_of_the_difficulty(long difficulty, int thousandths, long window) =>
        Pplns.Window(difficulty, thousandths).ShouldBe(window);
}

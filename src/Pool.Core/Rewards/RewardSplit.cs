using Pool.Core.Ledger;
using Pool.Core.Rounds;

namespace Pool.Core.Rewards;

/// <summary>What one account gets of a block, atomic units.</summary>
public readonly record struct AccountReward(long Account, long Amount);

/// <summary>A block's reward, shared out to the last unit.</summary>
/// <param name="Fee">To <see cref="Accounts.PoolFee"/>.</param>
/// <param name="Miners">By account id, amounts above 0.</param>
/// <param name="Rounding">What floors left over, less than one unit a miner; to <see cref="Accounts.Rounding"/>.</param>
/// <param name="Unshared">
/// The miners' part when no work is frozen, else 0. Nobody can be named for it, so it is booked to
/// <see cref="Accounts.PoolFee"/> under a kind of its own, from where an operator can see it and give it out.
/// </param>
public sealed record RewardSplit(long Fee, IReadOnlyList<AccountReward> Miners, long Rounding, long Unshared)
{
    /// <summary>Fees are in hundredths of a percent.</summary>
    public const int BasisPoints = 10_000;

    /// <summary>Shares a reward: the fee rounded down, then each miner by its work rounded down, the rest to rounding.</summary>
    /// <param name="reward">What the coinbase paid to the pool, atomic units, at least 1.</param>
    /// <param name="work">The frozen work, each account once.</param>
    /// <param name="feeBasisPoints">0 to 10000.</param>
    public static RewardSplit Of(long reward, IReadOnlyList<AccountWork> work, int feeBasisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reward, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(feeBasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(feeBasisPoints, BasisPoints);

        var fee = (long)((Int128)reward * feeBasisPoints / BasisPoints);
        var forMiners = reward - fee;
        var total = Total(work);
        if (total == 0)
        {
            return new RewardSplit(fee, [], 0, forMiners);
        }

        // forMiners × work < 2^126 fits in 128 bits; the floors never add up to more than forMiners.
        var miners = work
            .OrderBy(row => row.Account)
            .Select(row => new AccountReward(row.Account, (long)((Int128)forMiners * row.Work / total)))
            .Where(share => share.Amount > 0)
            .ToList();
        return new RewardSplit(fee, miners, forMiners - miners.Sum(share => share.Amount), 0);
    }

    /// <summary>The ledger's rows, with ids that a repeat makes again.</summary>
    public IReadOnlyList<Transfer> ToTransfers(Hash32 block)
    {
        var rows = new List<Transfer>(Miners.Count + 3);
        foreach (var (account, amount) in Miners)
        {
            Add(Accounts.Miner(account), amount, "block-reward", "");
        }

        Add(Accounts.PoolFee, Fee, "pool-fee", "");
        Add(Accounts.Rounding, Rounding, "rounding", "");
        Add(Accounts.PoolFee, Unshared, "unshared-reward", ":unshared");
        return rows;

        void Add(string account, long amount, string kind, string suffix)
        {
            if (amount > 0)
            {
                var id = $"credit:{block}:{account}{suffix}";
                rows.Add(new Transfer(id, Accounts.Coinbase, account, amount, kind, block.ToString()));
            }
        }
    }

    private static Int128 Total(IReadOnlyList<AccountWork> work)
    {
        var total = Int128.Zero;
        var seen = new HashSet<long>();
        foreach (var (account, amount) in work)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(amount, $"work of account {account}");
            if (!seen.Add(account))
            {
                throw new ArgumentException($"account {account} has two rows of frozen work", nameof(work));
            }

            total += amount;
        }

        return total;
    }
}

using Pool.Core.Rounds;

namespace Pool.Core.Rewards;

/// <summary>Whole units shared by weight, none lost and none made.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// Gives each account floor(amount × weight / all weights), then one unit more to those with the largest remainders until
    /// the amount is used up; of equal remainders the smaller account id comes first. Nobody gets more than its weight as long
    /// as the amount is not above the sum of the weights.
    /// </summary>
    /// <param name="amount">0 to 2^63-1.</param>
    /// <param name="weights">Each account once, weights 0 to 2^63-1, at least one of them above 0.</param>
    /// <returns>The shares, in the order of the weights; their sum is the amount.</returns>
    /// <exception cref="ArgumentException">A negative amount or weight, or no weight at all.</exception>
    public static long[] Share(long amount, IReadOnlyList<AccountWork> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var total = Int128.Zero;
        foreach (var (account, weight) in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, $"weight of account {account}");
            total += weight;
        }

        if (total == 0)
        {
            throw new ArgumentException("there is no weight to share by", nameof(weights));
        }

        // amount × weight < 2^126: it fits in 128 bits, and each quotient is at most the amount.
        var shares = new long[weights.Count];
        var rests = new Int128[weights.Count];
        var left = amount;
        for (var i = 0; i < weights.Count; i++)
        {
            var (whole, rest) = Int128.DivRem((Int128)amount * weights[i].Work, total);
            shares[i] = (long)whole;
            rests[i] = rest;
            left -= shares[i];
        }

        // Fewer units are left than there are accounts with a remainder, so that one each is enough.
        var byRest = Enumerable.Range(0, shares.Length)
            .OrderByDescending(i => rests[i])
            .ThenBy(i => weights[i].Account);
        foreach (var i in byRest.Take((int)left))
        {
            shares[i]++;
        }

        return shares;
    }
}

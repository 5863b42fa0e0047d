using Pool.Core.Rewards;
using Pool.Core.Rounds;

namespace Pool.Core.Payouts;

/// <summary>A network fee in whole units over payees.</summary>
/// <param name="Items">Those who get something; their fees add up to the fee that was shared.</param>
/// <param name="LeftOut">Those whose balance their part of the fee would use up.</param>
public sealed record FeeShares(IReadOnlyList<PayoutItem> Items, IReadOnlyList<Payable> LeftOut);

/// <summary>
/// Shares a transaction's fee among its payees. Each bears the same part, because an output costs the network the same
/// whatever its amount; units that do not divide go to the smaller account ids (largest remainder with equal weights).
/// </summary>
public static class FeeSharing
{
    /// <param name="fee">Atomic units, 0 or more.</param>
    /// <param name="payees">Each account once.</param>
    public static FeeShares Share(long fee, IReadOnlyList<Payable> payees)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fee);
        var bearing = payees.ToList();
        var leftOut = new List<Payable>();
        while (bearing.Count > 0)
        {
            var fees = LargestRemainder.Share(fee, [.. bearing.Select(payee => new AccountWork(payee.Account, 1))]);
            var items = bearing
                .Select((payee, i) => new PayoutItem(payee.Account, payee.Address, payee.Balance, fees[i]))
                .ToList();
            var tooSmall = items.Where(item => item.Net <= 0).Select(item => item.Account).ToHashSet();
            if (tooSmall.Count == 0)
            {
                return new FeeShares(items, leftOut);
            }

            // The others bear more without them, so they are shared again; each turn drops at least one payee.
            leftOut.AddRange(bearing.Where(payee => tooSmall.Contains(payee.Account)));
            bearing.RemoveAll(payee => tooSmall.Contains(payee.Account));
        }

        return new FeeShares([], leftOut);
    }
}

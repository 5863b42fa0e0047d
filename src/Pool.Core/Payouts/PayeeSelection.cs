namespace Pool.Core.Payouts;

/// <summary>Who goes into the next transaction.</summary>
public static class PayeeSelection
{
    /// <summary>The first payees in the given order, without those to skip and with at most one integrated address.</summary>
    public static IReadOnlyList<Payable> Choose(
        IEnumerable<Payable> due, int limit, IReadOnlySet<long> skip, Func<string, bool> isIntegrated)
    {
        var chosen = new List<Payable>();
        var integrated = false;
        foreach (var payee in due.Where(payee => !skip.Contains(payee.Account)))
        {
            if (chosen.Count == limit)
            {
                break;
            }

            // A transaction has room for one payment id.
            var hasPaymentId = isIntegrated(payee.Address);
            if (!hasPaymentId || !integrated)
            {
                chosen.Add(payee);
                integrated |= hasPaymentId;
            }
        }

        return chosen;
    }
}

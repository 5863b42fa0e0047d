namespace Pool.Core.Payouts;

/// <summary>
/// Builds one transaction in which the payees bear the fee. A wallet puts its fee on top, so the first transaction only tells
/// the fee; it is built again with reduced amounts until the fee is covered, at most three times. None of them is relayed.
/// </summary>
internal sealed class PayoutPreparation(IWallet wallet, PayerLeaseGuard lease, PayerOptions options)
{
    /// <summary>One to learn the fee, one with exact shares, one more if the fee grew by the change.</summary>
    private const int Attempts = 3;

    /// <summary>
    /// The last attempt shares out 1/50 more than the highest fee so far: a ring member's position takes a few bytes more or
    /// less each time, of some 1500, that is under 1 %. What is over goes to fees:rounding.
    /// </summary>
    private const int LastMargin = 50;

    /// <summary>
    /// Amounts for learning the fee when the wallet has no more than is due: 1/100 less. Such a transaction is never used.
    /// </summary>
    private const int ProbeReduction = 100;

    public async Task<PreparationResult> Prepare(IReadOnlyList<Payable> payees, CancellationToken cancel)
    {
        long? quoted = null;
        var probe = Destinations(payees, payee => payee.Balance);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var shared = quoted is { } fee && attempt == Attempts ? fee + (fee / LastMargin) : quoted ?? 0;
            var shares = FeeSharing.Share(shared, payees);
            if (shares.LeftOut.Count > 0)
            {
                return new PreparationResult.CannotBearFee(shares.LeftOut);
            }

            var destinations = quoted is null
                ? probe
                : [.. shares.Items.Select(item => new Destination(item.Address, item.Net))];
            try
            {
                var transaction = await Build(destinations, cancel).ConfigureAwait(false);
                if (quoted is not null && transaction.Fee <= shared)
                {
                    return new PreparationResult.Ready(transaction, shares.Items);
                }

                quoted = Math.Max(quoted ?? 0, transaction.Fee);
            }
            catch (WalletException refused) when (attempt == 1 && IsShortOfMoney(refused))
            {
                probe = Destinations(payees, payee => Math.Max(1, payee.Balance - (payee.Balance / ProbeReduction) - 1));
            }
            catch (WalletException refused)
            {
                return Tell(refused);
            }
        }

        return new PreparationResult.Wait($"the network fee grew with each of {Attempts} transactions; last {quoted}");
    }

    private async Task<PreparedTransaction> Build(IReadOnlyList<Destination> destinations, CancellationToken cancel)
    {
        await lease.Require(options.PrepareDeadline, "transfer", cancel).ConfigureAwait(false);
        return await wallet.Prepare(destinations, cancel).ConfigureAwait(false);
    }

    private static List<Destination> Destinations(IReadOnlyList<Payable> payees, Func<Payable, long> amount) =>
        [.. payees.Select(payee => new Destination(payee.Address, amount(payee)))];

    private static bool IsShortOfMoney(WalletException refused) =>
        refused.Refusal is WalletRefusal.NotEnoughMoney or WalletRefusal.NotEnoughUnlocked;

    private static PreparationResult Tell(WalletException refused) => refused.Refusal switch
    {
        WalletRefusal.TooLarge => new PreparationResult.TooLarge(refused.Message),
        WalletRefusal.BadAddress => new PreparationResult.BadAddress(refused.Address, refused.Message),
        WalletRefusal.RejectedByDaemon => new PreparationResult.Wait(refused.Message, Rescan: true),
        _ => new PreparationResult.Wait($"the wallet cannot pay now ({refused.Refusal}): {refused.Message}"),
    };
}

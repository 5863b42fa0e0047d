using Pool.Core.Payouts;

namespace Pool.Core.Ledger;

/// <summary>Payouts in the books against the wallet.</summary>
internal static class PayoutChecks
{
    public static IEnumerable<AuditCheck> Run(AuditFacts facts)
    {
        yield return Outgoing(facts);
        yield return PaidAccounts(facts);
        yield return Solvency(facts);
    }

    private static AuditCheck Outgoing(AuditFacts facts)
    {
        var batches = facts.Batches
            .Where(batch => batch.Transaction is not null)
            .ToDictionary(batch => batch.Transaction!.Hash);
        var sent = facts.Outgoing.Where(entry => entry.State != WalletTransferState.Failed).ToList();
        var mined = sent.Where(entry => entry.State == WalletTransferState.Mined).Select(entry => entry.Hash).ToHashSet();
        var differences = sent.Select(entry => Compare(entry, batches.GetValueOrDefault(entry.Hash), facts.Known)).OfType<string>();
        var unsent = batches.Values
            .Where(batch => batch.State == PayoutState.Confirmed && !mined.Contains(batch.Transaction!.Hash))
            .Select(batch => $"payout {batch.Id} is confirmed and the wallet has no mined transaction {batch.Transaction!.Hash}");
        var own = sent.Where(entry => batches.ContainsKey(entry.Hash)).ToList();
        var other = sent.Where(entry => facts.Known.Contains(entry.Hash) && !batches.ContainsKey(entry.Hash)).ToList();
        return AuditCheck.Of(
            "outgoing",
            "every outgoing transaction of the wallet is one batch, rules one out, or was acknowledged",
            [.. differences, .. unsent],
            new AuditNumber("transactions", own.Count),
            new AuditNumber("acknowledged", other.Count),
            new AuditNumber("fees of acknowledged", other.Sum(entry => entry.Fee)),
            new AuditNumber("sent", own.Sum(entry => entry.Amount)),
            new AuditNumber("fees", own.Sum(entry => entry.Fee)));
    }

    private static string? Compare(WalletTransfer sent, PayoutBatch? batch, IReadOnlySet<Hash32> known)
    {
        if (batch is null)
        {
            return known.Contains(sent.Hash)
                ? null
                : $"the wallet sent {sent.Hash} ({sent.Amount}, fee {sent.Fee}), which the books do not know";
        }

        if (batch.State is PayoutState.Prepared or PayoutState.Cancelled)
        {
            return $"the wallet sent {sent.Hash}, and payout {batch.Id} is {batch.State}";
        }

        return sent.Amount == batch.Net && sent.Fee == batch.Transaction!.Fee
            ? null
            : $"payout {batch.Id} is {batch.Net} and fee {batch.Transaction!.Fee}, the wallet sent {sent.Amount} and fee {sent.Fee}";
    }

    private static AuditCheck PaidAccounts(AuditFacts facts)
    {
        var confirmed = facts.Batches.Where(batch => batch.State == PayoutState.Confirmed).ToList();
        var paid = confirmed.Sum(batch => batch.Net);
        var fees = confirmed.Sum(batch => batch.Transaction?.Fee ?? 0);
        var differences = new List<string>();
        Expect(Accounts.Paid, paid);
        Expect(Accounts.NetworkFee, fees);
        return AuditCheck.Of(
            "paid",
            "the ledger's payouts and fees are those of the confirmed batches",
            differences,
            new AuditNumber("paid", paid),
            new AuditNumber("fees", fees));

        void Expect(string account, long amount)
        {
            if (facts.Balance(account) != amount)
            {
                differences.Add($"{account} has {facts.Balance(account)}, the confirmed batches make {amount}");
            }
        }
    }

    /// <summary>A batch that the wallet has sent is no longer in the wallet's balance, so that it is not owed from it either.</summary>
    private static AuditCheck Solvency(AuditFacts facts)
    {
        var sent = facts.Outgoing
            .Where(entry => entry.State != WalletTransferState.Failed)
            .Select(entry => entry.Hash)
            .ToHashSet();
        var underWay = facts.Batches
            .Where(batch => batch.Transaction is { } transaction && sent.Contains(transaction.Hash))
            .Sum(batch => facts.Balance(Accounts.Payout(batch.Id)));
        var owed = Accounts.Liabilities(facts.Balances) - underWay;
        return AuditCheck.Of(
            "solvency",
            "the wallet holds at least what the pool owes",
            facts.Wallet.Total >= owed ? [] : [$"the wallet holds {facts.Wallet.Total} and the pool owes {owed}"],
            new AuditNumber("wallet", facts.Wallet.Total),
            new AuditNumber("owed", owed));
    }
}

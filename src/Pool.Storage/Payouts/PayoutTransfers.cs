using System.Globalization;
using Pool.Core.Ledger;
using Pool.Core.Payouts;

namespace Pool.Storage.Payouts;

/// <summary>The transfers of a batch. Their ids are made of its number, so each can be booked once.</summary>
internal static class PayoutTransfers
{
    /// <summary>Every gross amount leaves its miner.</summary>
    public static IEnumerable<Transfer> Reserve(long batch, IEnumerable<PayoutItem> items) => items.Select(item => New(
        batch, $"reserve:{item.Account}", Accounts.Miner(item.Account), Accounts.Payout(batch), item.Gross, "payout-reserve"));

    /// <summary>What was sent, what the network took, and what the shares of the fee were more than that.</summary>
    public static IEnumerable<Transfer> Close(PayoutBatch batch)
    {
        var fee = batch.Transaction!.Fee;
        var account = Accounts.Payout(batch.Id);
        return new[]
        {
            New(batch.Id, "paid", account, Accounts.Paid, batch.Net, "payout"),
            New(batch.Id, "network-fee", account, Accounts.NetworkFee, fee, "network-fee"),
            New(batch.Id, "fee-rounding", account, Accounts.FeeRounding, batch.Gross - batch.Net - fee, "fee-rounding"),
        }.Where(transfer => transfer.Amount > 0);
    }

    /// <summary>Every gross amount goes back to its miner.</summary>
    public static IEnumerable<Transfer> Return(PayoutBatch batch) => batch.Items.Select(item => New(
        batch.Id,
        $"return:{item.Account}",
        Accounts.Payout(batch.Id),
        Accounts.Miner(item.Account),
        item.Gross,
        "payout-return"));

    private static Transfer New(long batch, string step, string debit, string credit, long amount, string kind)
    {
        var number = batch.ToString(CultureInfo.InvariantCulture);
        return new Transfer($"payout:{number}:{step}", debit, credit, amount, kind, number);
    }
}

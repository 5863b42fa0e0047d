using Pool.Core.Stats;

namespace Pool.Core.Payouts;

/// <summary>
/// Compares the wallet's outgoing transactions with the books. One that they do not know means a restored backup or a
/// payment by hand: payouts stop, since the books may owe what was paid already.
/// </summary>
internal sealed class OutgoingReconciliation(PayerPorts ports)
{
    /// <summary>Holds payouts when the wallet sent something that the books do not know.</summary>
    public async Task Run(long chainHeight, CancellationToken cancel)
    {
        var from = await ports.Store.ReadReconcileHeight(chainHeight, cancel).ConfigureAwait(false);
        var outgoing = await ports.Wallet.ListOutgoing(from, cancel).ConfigureAwait(false);

        // The books are read after the wallet: a transaction is in them before it is relayed.
        var known = await ports.Store.ListTransactions(cancel).ConfigureAwait(false);
        var unknown = outgoing
            .Where(sent => sent.State != WalletTransferState.Failed && !known.Contains(sent.Hash))
            .OrderBy(sent => sent.Height)
            .ToList();
        if (unknown.Count == 0 || await ports.Store.ReadHold(cancel).ConfigureAwait(false) is not null)
        {
            return;
        }

        var reason = Explain(unknown);
        await ports.Store.Hold(reason, cancel).ConfigureAwait(false);
        ports.Events.Tell(new LiveEvent.PayoutsHeld(reason));
    }

    private static string Explain(List<WalletTransfer> unknown)
    {
        var first = unknown[0];
        var place = first.State == WalletTransferState.Mined ? $"mined at height {first.Height}" : "not mined yet";
        var others = unknown.Count > 1
            ? $" and {unknown.Count - 1} more ({string.Join(", ", unknown.Skip(1).Take(5).Select(sent => sent.Hash))})"
            : "";
        return $"the wallet sent transaction {first.Hash} ({first.Amount} atomic units, fee {first.Fee}, {place}){others}, which "
            + $"the books do not know. If it was sent by hand, run `pool payouts acknowledge {first.Hash} --reason TEXT` and then `pool payouts "
            + "release`. If a backup was restored, miners may have been paid already what the books still owe them: correct "
            + "their balances first";
    }
}

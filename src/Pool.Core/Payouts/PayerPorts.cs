using Pool.Core.Blocks;
using Pool.Core.Chain;
using Pool.Core.Ledger;
using Pool.Core.Stats;

namespace Pool.Core.Payouts;

/// <summary>All that a payer stands on.</summary>
/// <param name="IsIntegrated">Tells integrated addresses, of which a transaction can carry one.</param>
public sealed record PayerPorts(
    IPayoutStore Store,
    IWallet Wallet,
    IReadOnlyList<IDaemon> Daemons,
    ILedger Ledger,
    IBlockJournal Journal,
    Func<string, bool> IsIntegrated,
    ILiveEvents Events)
{
    /// <summary>Tells a batch's new state.</summary>
    internal void TellMoved(PayoutBatch batch, PayoutState state, string? note = null) => Events.Tell(
        new LiveEvent.PayoutMoved(
            batch.Id, state, batch.Gross, batch.Transaction?.Fee ?? 0, batch.Items.Count, batch.Transaction?.Hash, note));
}

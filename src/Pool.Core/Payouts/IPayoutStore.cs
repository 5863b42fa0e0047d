namespace Pool.Core.Payouts;

/// <summary>
/// Books of payouts. Every write names the lease's holder and compares it for equality in the same transaction; a holder
/// that lost the lease gets <see cref="LeaseLostException"/> and must stop.
/// </summary>
public interface IPayoutStore
{
    /// <summary>
    /// Takes or renews the payer's lease: when nobody holds it, it has run out by the store's clock, or the holder is the same.
    /// </summary>
    /// <returns>The lease, or null while another holds it.</returns>
    Task<PayerLease?> TakeLease(string holder, TimeSpan length, CancellationToken cancel);

    /// <summary>The lease as it stands, or null when it was lost.</summary>
    Task<PayerLease?> ReadLease(string holder, CancellationToken cancel);

    Task ReleaseLease(string holder, CancellationToken cancel);

    /// <summary>Accounts whose free balance reaches the minimum and that are not set aside, largest first.</summary>
    Task<IReadOnlyList<Payable>> ListPayable(long minimum, int limit, CancellationToken cancel);

    /// <summary>Batches between Planned and Confirmed, and the Unknown ones, by id.</summary>
    Task<IReadOnlyList<PayoutBatch>> ListOpen(CancellationToken cancel);

    Task<PayoutBatch?> Find(long batch, CancellationToken cancel);

    /// <summary>Every transaction hash that a batch ever stored, the self-spends, and those acknowledged as external.</summary>
    Task<IReadOnlySet<Hash32>> ListTransactions(CancellationToken cancel);

    /// <summary>
    /// The height from which the wallet's outgoing transactions must all be known: that of the last confirmed batch, or the
    /// chain's height at the first call ever, when the books began.
    /// </summary>
    Task<long> ReadReconcileHeight(long chainHeight, CancellationToken cancel);

    /// <summary>An operator says that an outgoing transaction is not the pool's business.</summary>
    Task AcknowledgeExternal(Hash32 transaction, string reason, CancellationToken cancel);

    Task<PayoutBatch> Plan(string holder, IReadOnlyList<Payable> payees, CancellationToken cancel);

    /// <summary>Planned only: forgets the batch; its payees are due again.</summary>
    Task Drop(string holder, long batch, string reason, CancellationToken cancel);

    /// <summary>
    /// Planned → Prepared, in one transaction with the reservation of every item's gross amount. The sum of the items' fees
    /// is at least the transaction's; what is over goes to <see cref="Ledger.Accounts.FeeRounding"/> when it is confirmed.
    /// Throws, and changes nothing, while another batch is between Prepared and Confirmed or Unknown.
    /// </summary>
    Task MarkPrepared(
        string holder, long batch, PreparedTransaction transaction, IReadOnlyList<PayoutItem> items, long height, CancellationToken cancel);

    /// <summary>Prepared → RelayStarted.</summary>
    Task MarkRelayStarted(string holder, long batch, CancellationToken cancel);

    /// <summary>RelayStarted, Seen or Unknown → Seen.</summary>
    Task MarkSeen(string holder, long batch, long? minedHeight, CancellationToken cancel);

    /// <summary>Seen → Confirmed, with the ledger's closing transfers in the same transaction.</summary>
    Task MarkConfirmed(string holder, long batch, long minedHeight, CancellationToken cancel);

    /// <summary>RelayStarted or Seen → Unknown.</summary>
    Task MarkUnknown(string holder, long batch, string reason, CancellationToken cancel);

    /// <summary>
    /// Prepared (proven not relayed) or Unknown (proven dead) → Cancelled; the reserved amounts go back to the miners.
    /// </summary>
    Task Cancel(string holder, long batch, string reason, CancellationToken cancel);

    /// <summary>
    /// Unknown only: stores a transaction that spends an input of the batch to the pool itself, before it is relayed.
    /// </summary>
    Task RecordSelfSpend(string holder, long batch, PreparedTransaction transaction, CancellationToken cancel);

    /// <summary>All that were ever recorded, oldest first.</summary>
    Task<IReadOnlyList<SelfSpend>> ListSelfSpends(CancellationToken cancel);

    /// <summary>Sets a payee aside.</summary>
    Task HoldPayee(string holder, long account, string reason, CancellationToken cancel);

    Task<IReadOnlyList<PayeeHold>> ListHeldPayees(CancellationToken cancel);

    Task<PayoutHold?> ReadHold(CancellationToken cancel);

    /// <summary>Pauses payouts. The first reason stays until it is released.</summary>
    Task Hold(string reason, CancellationToken cancel);

    Task Release(CancellationToken cancel);
}

/// <summary>Another payer took the lease: stop at once, write nothing more.</summary>
public sealed class LeaseLostException(string holder)
    : Exception($"payer {holder} no longer holds the lease");

using Pool.Core;
using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>Books of payouts. A step that the batch's state does not allow is a <see cref="BookingRefusedException"/>.</summary>
public sealed class SqlPayoutStore : IPayoutStore
{
    private readonly StoreWriter _writer;
    private readonly StoreReader _reader;

    internal SqlPayoutStore(StoreWriter writer, StoreReader reader)
    {
        _writer = writer;
        _reader = reader;
    }

    public Task<PayerLease?> TakeLease(string holder, TimeSpan length, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(holder);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.FromMilliseconds(1));
        return _writer.Write(session => Lease.Take(session, holder, length), cancel);
    }

    public Task<PayerLease?> ReadLease(string holder, CancellationToken cancel) =>
        _reader.Read(session => Lease.Read(session, holder), cancel);

    public Task ReleaseLease(string holder, CancellationToken cancel) =>
        _writer.Write(session => Lease.Release(session, holder), cancel);

    public Task<IReadOnlyList<Payable>> ListPayable(long minimum, int limit, CancellationToken cancel) =>
        _reader.Read(session => BatchPlan.ListPayable(session, minimum, limit), cancel);

    public Task<IReadOnlyList<PayoutBatch>> ListOpen(CancellationToken cancel) => _reader.Read(Batches.ListOpen, cancel);

    public Task<PayoutBatch?> Find(long batch, CancellationToken cancel) =>
        _reader.Read(session => Batches.Find(session, batch), cancel);

    public Task<IReadOnlySet<Hash32>> ListTransactions(CancellationToken cancel) =>
        _reader.Read(KnownTransactions.List, cancel);

    public Task<long> ReadReconcileHeight(long chainHeight, CancellationToken cancel) =>
        _writer.Write(session => KnownTransactions.ReconcileHeight(session, chainHeight), cancel);

    public Task AcknowledgeExternal(Hash32 transaction, string reason, CancellationToken cancel) =>
        _writer.Write(session => KnownTransactions.Acknowledge(session, transaction, reason), cancel);

    public Task<PayoutBatch> Plan(string holder, IReadOnlyList<Payable> payees, CancellationToken cancel) => _writer.Write(
        async session =>
        {
            await Lease.Require(session, holder).ConfigureAwait(false);
            return await BatchPlan.Write(session, payees).ConfigureAwait(false);
        },
        cancel);

    public Task Drop(string holder, long batch, string reason, CancellationToken cancel) =>
        AsPayer(holder, session => BatchPlan.Drop(session, batch), cancel);

    public Task MarkPrepared(
        string holder,
        long batch,
        PreparedTransaction transaction,
        IReadOnlyList<PayoutItem> items,
        long height,
        CancellationToken cancel) =>
        AsPayer(holder, session => BatchPreparation.Write(session, batch, transaction, items, height), cancel);

    public Task MarkRelayStarted(string holder, long batch, CancellationToken cancel) =>
        AsPayer(holder, session => BatchSteps.RelayStarted(session, batch), cancel);

    public Task MarkSeen(string holder, long batch, long? minedHeight, CancellationToken cancel) =>
        AsPayer(holder, session => BatchSteps.Seen(session, batch, minedHeight), cancel);

    public Task MarkConfirmed(string holder, long batch, long minedHeight, CancellationToken cancel) =>
        AsPayer(holder, session => BatchSteps.Confirmed(session, batch, minedHeight), cancel);

    public Task MarkUnknown(string holder, long batch, string reason, CancellationToken cancel) =>
        AsPayer(holder, session => BatchSteps.Unknown(session, batch, reason), cancel);

    public Task Cancel(string holder, long batch, string reason, CancellationToken cancel) =>
        AsPayer(holder, session => BatchSteps.Cancelled(session, batch, reason), cancel);

    public Task RecordSelfSpend(string holder, long batch, PreparedTransaction transaction, CancellationToken cancel) =>
        AsPayer(holder, session => SelfSpends.Record(session, batch, transaction), cancel);

    public Task<IReadOnlyList<SelfSpend>> ListSelfSpends(CancellationToken cancel) => _reader.Read(SelfSpends.List, cancel);

    public Task HoldPayee(string holder, long account, string reason, CancellationToken cancel) =>
        AsPayer(holder, session => PayoutHolds.HoldPayee(session, account, reason), cancel);

    /// <summary>An operator says that a payee can be paid again.</summary>
    public Task ReleasePayee(long account, CancellationToken cancel) =>
        _writer.Write(session => PayoutHolds.ReleasePayee(session, account), cancel);

    public Task<IReadOnlyList<PayeeHold>> ListHeldPayees(CancellationToken cancel) =>
        _reader.Read(PayoutHolds.ListPayees, cancel);

    public Task<PayoutHold?> ReadHold(CancellationToken cancel) => _reader.Read(PayoutHolds.Read, cancel);

    public Task Hold(string reason, CancellationToken cancel) =>
        _writer.Write(session => PayoutHolds.Hold(session, reason), cancel);

    public Task Release(CancellationToken cancel) => _writer.Write(PayoutHolds.Release, cancel);

    private Task AsPayer(string holder, Func<WriteSession, Task> write, CancellationToken cancel) => _writer.Write(
        async session =>
        {
            await Lease.Require(session, holder).ConfigureAwait(false);
            await write(session).ConfigureAwait(false);
        },
        cancel);
}

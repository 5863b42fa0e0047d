using Pool.Core;
using Pool.Core.Payouts;

namespace Pool.EndToEnd.Host;

internal sealed class KillingPayoutStore(IPayoutStore inner, KillPoint kill) : IPayoutStore
{
    public Task<PayerLease?> TakeLease(string holder, TimeSpan length, CancellationToken cancel) =>
        inner.TakeLease(holder, length, cancel);

    public Task<PayerLease?> ReadLease(string holder, CancellationToken cancel) => inner.ReadLease(holder, cancel);

    public Task ReleaseLease(string holder, CancellationToken cancel) => inner.ReleaseLease(holder, cancel);

    public Task<IReadOnlyList<Payable>> ListPayable(long minimum, int limit, CancellationToken cancel) =>
        inner.ListPayable(minimum, limit, cancel);

    public Task<IReadOnlyList<PayoutBatch>> ListOpen(CancellationToken cancel) => inner.ListOpen(cancel);

    public Task<PayoutBatch?> Find(long batch, CancellationToken cancel) => inner.Find(batch, cancel);

    public Task RecordSelfSpend(string holder, long batch, PreparedTransaction transaction, CancellationToken cancel) =>
        inner.RecordSelfSpend(holder, batch, transaction, cancel);

    public Task<IReadOnlyList<SelfSpend>> ListSelfSpends(CancellationToken cancel) => inner.ListSelfSpends(cancel);

    public Task<IReadOnlySet<Hash32>> ListTransactions(CancellationToken cancel) => inner.ListTransactions(cancel);

    public Task<long> ReadReconcileHeight(long chainHeight, CancellationToken cancel) =>
        inner.ReadReconcileHeight(chainHeight, cancel);

    public Task AcknowledgeExternal(Hash32 transaction, string reason, CancellationToken cancel) =>
        inner.AcknowledgeExternal(transaction, reason, cancel);

    public async Task<PayoutBatch> Plan(string holder, IReadOnlyList<Payable> payees, CancellationToken cancel)
    {
        var batch = await inner.Plan(holder, payees, cancel);
        await kill.Pass(Boundary.AfterPlan);
        return batch;
    }

    public Task Drop(string holder, long batch, string reason, CancellationToken cancel) =>
        inner.Drop(holder, batch, reason, cancel);

    public async Task MarkPrepared(
        string holder,
        long batch,
        PreparedTransaction transaction,
        IReadOnlyList<PayoutItem> items,
        long height,
        CancellationToken cancel)
    {
        await kill.Pass(Boundary.AfterWalletPrepared);
        await inner.MarkPrepared(holder, batch, transaction, items, height, cancel);
        await kill.Pass(Boundary.AfterMarkPrepared);
    }

    public async Task MarkRelayStarted(string holder, long batch, CancellationToken cancel)
    {
        await inner.MarkRelayStarted(holder, batch, cancel);
        await kill.Pass(Boundary.AfterMarkRelayStarted);
    }

    public async Task MarkSeen(string holder, long batch, long? minedHeight, CancellationToken cancel)
    {
        await inner.MarkSeen(holder, batch, minedHeight, cancel);
        await kill.Pass(Boundary.AfterMarkSeen);
    }

    public async Task MarkConfirmed(string holder, long batch, long minedHeight, CancellationToken cancel)
    {
        await kill.Pass(Boundary.BeforeMarkConfirmed);
        await inner.MarkConfirmed(holder, batch, minedHeight, cancel);
        await kill.Pass(Boundary.AfterMarkConfirmed);
    }

    public Task MarkUnknown(string holder, long batch, string reason, CancellationToken cancel) =>
        inner.MarkUnknown(holder, batch, reason, cancel);

    public Task Cancel(string holder, long batch, string reason, CancellationToken cancel) =>
        inner.Cancel(holder, batch, reason, cancel);

    public Task HoldPayee(string holder, long account, string reason, CancellationToken cancel) =>
        inner.HoldPayee(holder, account, reason, cancel);

    public Task<IReadOnlyList<PayeeHold>> ListHeldPayees(CancellationToken cancel) => inner.ListHeldPayees(cancel);

    public Task<PayoutHold?> ReadHold(CancellationToken cancel) => inner.ReadHold(cancel);

    public Task Hold(string reason, CancellationToken cancel) => inner.Hold(reason, cancel);

    public Task Release(CancellationToken cancel) => inner.Release(cancel);
}

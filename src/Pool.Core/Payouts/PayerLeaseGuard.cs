namespace Pool.Core.Payouts;

/// <summary>The payer's side of the lease: who may call the wallet, and for how long.</summary>
internal sealed class PayerLeaseGuard(string holder, IPayoutStore store, TimeProvider time, PayerOptions options)
{
    private long? _heldSince;

    /// <summary>Takes or renews the lease.</summary>
    /// <returns>
    /// Null while another holds it; else what is left of the longest deadline, counted from the moment at which this payer
    /// got the lease: until then a call of its predecessor may be under way.
    /// </returns>
    public async Task<TimeSpan?> Take(CancellationToken cancel)
    {
        var kept = _heldSince is not null && await store.ReadLease(holder, cancel).ConfigureAwait(false) is not null;
        if (await store.TakeLease(holder, options.LeaseLength, cancel).ConfigureAwait(false) is null)
        {
            _heldSince = null;
            return null;
        }

        if (!kept)
        {
            _heldSince = time.GetTimestamp();
        }

        var rest = options.LongestDeadline - time.GetElapsedTime(_heldSince!.Value);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    /// <summary>Before each wallet call that changes anything: the lease is ours and outlasts the call.</summary>
    /// <exception cref="LeaseLostException">It is not ours any more.</exception>
    /// <exception cref="TimeoutException">It might run out during the call.</exception>
    public async Task Require(TimeSpan deadline, string call, CancellationToken cancel)
    {
        var lease = await store.ReadLease(holder, cancel).ConfigureAwait(false);
        if (lease is null || lease.Holder != holder)
        {
            _heldSince = null;
            throw new LeaseLostException(holder);
        }

        if (lease.Rest <= deadline)
        {
            throw new TimeoutException(
                $"the payer's lease has {lease.Rest.TotalSeconds:F0} s left and {call} may take {deadline.TotalSeconds:F0} s: "
                + "stopped before it; the next run renews the lease");
        }
    }

    public async Task Release(CancellationToken cancel)
    {
        _heldSince = null;
        await store.ReleaseLease(holder, cancel).ConfigureAwait(false);
    }
}

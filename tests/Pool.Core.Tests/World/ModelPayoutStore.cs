using Pool.Core.Ledger;
using Pool.Core.Payouts;

namespace Pool.Core.Tests.World;

/// <summary>
/// The payout books' documented behaviour: every write compares the lease's holder, state changes only along the protocol,
/// one batch between Prepared and Confirmed, and money moves in the same step.
/// </summary>
internal sealed class ModelPayoutStore(ModelLedger ledger, TimeProvider clock) : IPayoutStore
{
    private readonly Dictionary<long, PayeeHold> _heldPayees = [];
    private readonly HashSet<Hash32> _external = [];
    private string? _holder;
    private DateTimeOffset _until;
    private PayoutHold? _hold;
    private long? _booksBegan;
    private long _lastId;

    public SortedDictionary<long, PayoutBatch> Batches { get; } = [];

    public List<SelfSpend> SelfSpends { get; } = [];

    /// <summary>Address by account.</summary>
    public Dictionary<long, string> Miners { get; } = [];

    public string? Hold => _hold?.Reason;

    public IReadOnlyCollection<PayeeHold> HeldPayees => _heldPayees.Values;

    public Task<PayerLease?> TakeLease(string holder, TimeSpan length, CancellationToken cancel)
    {
        if (_holder is not null && _holder != holder && clock.GetUtcNow() < _until)
        {
            return Task.FromResult<PayerLease?>(null);
        }

        (_holder, _until) = (holder, clock.GetUtcNow() + length);
        return ReadLease(holder, cancel);
    }

    public Task<PayerLease?> ReadLease(string holder, CancellationToken cancel) =>
        Task.FromResult(IsHolder(holder) ? new PayerLease(holder, _until - clock.GetUtcNow()) : null);

    public Task ReleaseLease(string holder, CancellationToken cancel)
    {
        _holder = _holder == holder ? null : _holder;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Payable>> ListPayable(long minimum, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Payable>>(
            [.. Miners
                .Where(miner => !_heldPayees.ContainsKey(miner.Key))
                .Select(miner => new Payable(miner.Key, miner.Value, ledger.Balance(Accounts.Miner(miner.Key))))
                .Where(due => due.Balance >= minimum)
                .OrderByDescending(due => due.Balance)
                .ThenBy(due => due.Account)
                .Take(limit)]);

    public Task<IReadOnlyList<PayoutBatch>> ListOpen(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PayoutBatch>>(
            [.. Batches.Values.Where(batch => batch.State is not (PayoutState.Confirmed or PayoutState.Cancelled))]);

    public Task<PayoutBatch?> Find(long batch, CancellationToken cancel) => Task.FromResult(Batches.GetValueOrDefault(batch));

    public Task<IReadOnlySet<Hash32>> ListTransactions(CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<Hash32>>(
            Batches.Values.Select(batch => batch.Transaction?.Hash).OfType<Hash32>().Concat(_external)
                .Concat(SelfSpends.Select(made => made.Transaction)).ToHashSet());

    public Task<long> ReadReconcileHeight(long chainHeight, CancellationToken cancel)
    {
        _booksBegan ??= chainHeight;
        return Task.FromResult(Batches.Values
            .Where(batch => batch.State == PayoutState.Confirmed)
            .Max(batch => batch.MinedHeight) ?? _booksBegan.Value);
    }

    public Task AcknowledgeExternal(Hash32 transaction, string reason, CancellationToken cancel)
    {
        _external.Add(transaction);
        return Task.CompletedTask;
    }

    public Task<PayoutBatch> Plan(string holder, IReadOnlyList<Payable> payees, CancellationToken cancel)
    {
        Fence(holder);
        var batch = new PayoutBatch(
            ++_lastId,
            PayoutState.Planned,
            [.. payees.Select(payee => new PayoutItem(payee.Account, payee.Address, payee.Balance, 0))],
            null, null, null, null, clock.GetUtcNow());
        Batches.Add(batch.Id, batch);
        return Task.FromResult(batch);
    }

    public Task Drop(string holder, long batch, string reason, CancellationToken cancel)
    {
        Fence(holder);
        Require(batch, PayoutState.Planned);
        Batches.Remove(batch);
        return Task.CompletedTask;
    }

    public Task MarkPrepared(
        string holder,
        long batch,
        PreparedTransaction transaction,
        IReadOnlyList<PayoutItem> items,
        long height,
        CancellationToken cancel)
    {
        Fence(holder);
        Require(batch, PayoutState.Planned);
        Batches.Values.ShouldAllBe(other => other.Id == batch
            || other.State == PayoutState.Planned || other.State == PayoutState.Confirmed || other.State == PayoutState.Cancelled);
        items.Sum(item => item.Fee).ShouldBeGreaterThanOrEqualTo(transaction.Fee);
        items.ShouldAllBe(item => item.Net > 0 && item.Fee >= 0);
        ledger.Post([.. items.Select(item => new Transfer(
            $"reserve:{batch}:{item.Account}", Accounts.Miner(item.Account), Accounts.Payout(batch), item.Gross, "payout", $"{batch}"))]);
        return Set(batch, old => old with
        {
            State = PayoutState.Prepared,
            Transaction = transaction,
            Items = items,
            PreparedAtHeight = height,
        });
    }

    public Task MarkRelayStarted(string holder, long batch, CancellationToken cancel) =>
        Move(holder, batch, PayoutState.RelayStarted, null, PayoutState.Prepared);

    public Task MarkSeen(string holder, long batch, long? minedHeight, CancellationToken cancel)
    {
        Fence(holder);
        Require(batch, PayoutState.RelayStarted, PayoutState.Seen, PayoutState.Unknown);
        return Set(batch, old => old with { State = PayoutState.Seen, MinedHeight = minedHeight });
    }

    public Task MarkConfirmed(string holder, long batch, long minedHeight, CancellationToken cancel)
    {
        Fence(holder);
        Require(batch, PayoutState.Seen);
        var closed = Batches[batch];
        var fee = closed.Transaction!.Fee;
        var rows = new List<Transfer>
        {
            new($"paid:{batch}", Accounts.Payout(batch), Accounts.Paid, closed.Net, "payout", $"{batch}"),
            new($"network-fee:{batch}", Accounts.Payout(batch), Accounts.NetworkFee, fee, "network-fee", $"{batch}"),
        };
        if (closed.Gross - closed.Net > fee)
        {
            rows.Add(new(
                $"fee-rounding:{batch}", Accounts.Payout(batch), Accounts.FeeRounding, closed.Gross - closed.Net - fee, "rounding", $"{batch}"));
        }

        ledger.Post(rows);
        return Set(batch, old => old with { State = PayoutState.Confirmed, MinedHeight = minedHeight });
    }

    public Task MarkUnknown(string holder, long batch, string reason, CancellationToken cancel) =>
        Move(holder, batch, PayoutState.Unknown, reason, PayoutState.RelayStarted, PayoutState.Seen);

    public Task Cancel(string holder, long batch, string reason, CancellationToken cancel)
    {
        Fence(holder);
        Require(batch, PayoutState.Prepared, PayoutState.Unknown);
        ledger.Post([.. Batches[batch].Items.Select(item => new Transfer(
            $"back:{batch}:{item.Account}", Accounts.Payout(batch), Accounts.Miner(item.Account), item.Gross, "cancel", $"{batch}"))]);
        return Set(batch, old => old with { State = PayoutState.Cancelled, Note = reason });
    }

    public Task RecordSelfSpend(string holder, long batch, PreparedTransaction transaction, CancellationToken cancel)
    {
        Fence(holder);
        Require(batch, PayoutState.Unknown);
        SelfSpends.Add(new SelfSpend(batch, transaction.Hash, transaction.Blob, transaction.Fee, clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SelfSpend>> ListSelfSpends(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<SelfSpend>>([.. SelfSpends]);

    public Task HoldPayee(string holder, long account, string reason, CancellationToken cancel)
    {
        Fence(holder);
        _heldPayees.TryAdd(account, new PayeeHold(account, Miners[account], reason, clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PayeeHold>> ListHeldPayees(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PayeeHold>>([.. _heldPayees.Values]);

    public Task<PayoutHold?> ReadHold(CancellationToken cancel) => Task.FromResult(_hold);

    Task IPayoutStore.Hold(string reason, CancellationToken cancel)
    {
        _hold ??= new PayoutHold(reason, clock.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task Release(CancellationToken cancel)
    {
        _hold = null;
        return Task.CompletedTask;
    }

    private bool IsHolder(string holder) => _holder == holder && clock.GetUtcNow() < _until;

    private void Fence(string holder)
    {
        if (!IsHolder(holder))
        {
            throw new LeaseLostException(holder);
        }
    }

    private void Require(long batch, params PayoutState[] allowed)
    {
        if (!Batches.TryGetValue(batch, out var found) || !allowed.Contains(found.State))
        {
            throw new InvalidOperationException($"payout {batch} is {found?.State}, not {string.Join(" or ", allowed)}");
        }
    }

    private Task Move(string holder, long batch, PayoutState to, string? note, params PayoutState[] from)
    {
        Fence(holder);
        Require(batch, from);
        return Set(batch, old => old with { State = to, Note = note });
    }

    private Task Set(long batch, Func<PayoutBatch, PayoutBatch> change)
    {
        Batches[batch] = change(Batches[batch]);
        return Task.CompletedTask;
    }
}

namespace Pool.Core.Payouts;

/// <summary>Where a payout batch stands. Stored by these numbers.</summary>
public enum PayoutState
{
    /// <summary>Payees and amounts chosen; nothing reserved. May be split or dropped.</summary>
    Planned = 0,

    /// <summary>The transaction is stored and the balances are reserved. Nothing was sent.</summary>
    Prepared = 1,

    /// <summary>relay_tx may have been called.</summary>
    RelayStarted = 2,

    /// <summary>Seen in a mempool or on the chain.</summary>
    Seen = 3,

    /// <summary>Deep enough; the books are closed over it.</summary>
    Confirmed = 4,

    /// <summary>Nobody can tell; a person is told. Never planned anew by itself.</summary>
    Unknown = 5,

    /// <summary>Proven dead (an input was spent otherwise, deep enough) or never relayed; balances went back.</summary>
    Cancelled = 6,
}

/// <summary>One payee of a batch.</summary>
/// <param name="Gross">What leaves the miner's balance.</param>
/// <param name="Fee">Its share of the network fee; the payee gets <see cref="Net"/>.</param>
public sealed record PayoutItem(long Account, string Address, long Gross, long Fee)
{
    public long Net => Gross - Fee;
}

/// <summary>One transaction to several payees.</summary>
/// <param name="Transaction">Stored from <see cref="PayoutState.Prepared"/> on.</param>
/// <param name="PreparedAtHeight">The chain's height when it was prepared.</param>
public sealed record PayoutBatch(
    long Id,
    PayoutState State,
    IReadOnlyList<PayoutItem> Items,
    PreparedTransaction? Transaction,
    long? PreparedAtHeight,
    long? MinedHeight,
    string? Note,
    DateTimeOffset CreatedAt)
{
    public long Gross => Items.Sum(item => item.Gross);

    public long Net => Items.Sum(item => item.Net);
}

/// <summary>A balance that is due.</summary>
public sealed record Payable(long Account, string Address, long Balance);

/// <summary>A payee that the wallet refuses, set aside so that the others are paid.</summary>
public sealed record PayeeHold(long Account, string Address, string Reason, DateTimeOffset Since);

/// <summary>Payouts are paused.</summary>
public sealed record PayoutHold(string Reason, DateTimeOffset Since);

/// <summary>Who may pay, by the store's clock.</summary>
public sealed record PayerLease(string Holder, TimeSpan Rest);

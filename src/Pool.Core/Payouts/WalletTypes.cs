namespace Pool.Core.Payouts;

/// <param name="Total">Atomic units, immature ones included.</param>
public sealed record WalletBalance(long Total, long Unlocked);

public sealed record Destination(string Address, long Amount);

/// <summary>A signed transaction that nobody has seen yet.</summary>
/// <param name="Blob">What a daemon takes.</param>
/// <param name="Metadata">What the wallet takes to relay it. Secret: never in logs.</param>
/// <param name="Key">Proves a payment to its payee. Secret: never in logs.</param>
public sealed record PreparedTransaction(
    Hash32 Hash, ReadOnlyMemory<byte> Blob, string Metadata, string Key, long Fee, IReadOnlyList<Hash32> KeyImages);

public enum WalletTransferState
{
    /// <summary>Relayed, not mined yet.</summary>
    Pending = 0,
    Mined = 1,
    Failed = 2,
}

/// <param name="Amount">Atomic units without the fee.</param>
/// <param name="Confirmations">0 while not mined.</param>
public sealed record WalletTransfer(
    Hash32 Hash, WalletTransferState State, long Amount, long Fee, long Height, long Confirmations, DateTimeOffset Time);

/// <summary>Why a wallet refused. Nothing was sent.</summary>
public enum WalletRefusal
{
    /// <summary>Enough is there, but not unlocked yet: wait.</summary>
    NotEnoughUnlocked = 0,

    /// <summary>Not enough; may be passing while outputs are locked.</summary>
    NotEnoughMoney = 1,

    /// <summary>It takes no such address; <see cref="WalletException.Address"/> tells which.</summary>
    BadAddress = 2,

    /// <summary>Does not fit in one transaction: split the batch.</summary>
    TooLarge = 3,

    /// <summary>The ring needs more outputs on the chain, or inputs that fit.</summary>
    NoInputs = 4,

    /// <summary>The wallet's own daemon is away or busy: wait.</summary>
    DaemonAway = 5,

    /// <summary>The daemon rejected it: the wallet's view of its outputs is wrong; rescan.</summary>
    RejectedByDaemon = 6,

    Other = 7,
}

public sealed class WalletException(WalletRefusal refusal, string message, string? address = null) : Exception(message)
{
    public WalletRefusal Refusal { get; } = refusal;

    public string? Address { get; } = address;
}

/// <summary>No answer in time, or none that can be read: what became of the call is unknown.</summary>
public sealed class WalletUnavailableException(string wallet, string problem, Exception? inner = null)
    : Exception($"wallet {wallet}: {problem}", inner);

namespace Pool.Core.Payouts;

/// <summary>
/// The pool's wallet. Every call has a named deadline. <see cref="WalletException"/> tells the wallet's refusals apart;
/// <see cref="WalletUnavailableException"/> means that the outcome is unknown.
/// </summary>
public interface IWallet
{
    /// <summary>Host and port, for logs and pages; never a login.</summary>
    string Name { get; }

    /// <summary>Most destinations of one transaction (monerod: 16 outputs less the change).</summary>
    int MaxDestinations { get; }

    /// <summary>The primary address, which the pool mines to.</summary>
    Task<string> GetAddress(CancellationToken cancel);

    /// <summary>The secret view key, 32 bytes. Never logged.</summary>
    Task<byte[]> GetViewKey(CancellationToken cancel);

    Task<WalletBalance> GetBalance(CancellationToken cancel);

    /// <summary>Builds and signs one transaction without relaying it; reserves no inputs.</summary>
    Task<PreparedTransaction> Prepare(IReadOnlyList<Destination> destinations, CancellationToken cancel);

    /// <summary>Builds and signs, without relaying it, a transaction that spends one output of the wallet's to its own address.</summary>
    /// <param name="keyImage">Of an output that the wallet counts as unspent and unlocked; any other is refused.</param>
    Task<PreparedTransaction> PrepareSelfSpend(Hash32 keyImage, CancellationToken cancel);

    /// <summary>Relays a prepared transaction. At most once per transaction, ever.</summary>
    Task Relay(string metadata, CancellationToken cancel);

    /// <summary>What the wallet knows of one of its own transactions, or null.</summary>
    Task<WalletTransfer?> FindTransfer(Hash32 transaction, CancellationToken cancel);

    /// <summary>Outgoing transactions from a height on: mined, waiting and failed ones.</summary>
    Task<IReadOnlyList<WalletTransfer>> ListOutgoing(long fromHeight, CancellationToken cancel);

    /// <summary>Coinbase income from a height on.</summary>
    Task<IReadOnlyList<WalletTransfer>> ListCoinbase(long fromHeight, CancellationToken cancel);

    /// <summary>Makes the wallet ask the daemon which of its outputs are spent. Follows any doubt.</summary>
    Task RescanSpent(CancellationToken cancel);

    /// <summary>Reads new blocks now.</summary>
    Task Refresh(CancellationToken cancel);
}

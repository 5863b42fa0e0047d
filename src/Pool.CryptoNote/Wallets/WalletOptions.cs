using System.Net;

namespace Pool.CryptoNote.Wallets;

/// <summary>How monero-wallet-rpc is reached, and how long each call may take.</summary>
public sealed record WalletOptions
{
    /// <summary>Scheme, host and port.</summary>
    public required Uri Url { get; init; }

    /// <summary>As given to --rpc-login, or null.</summary>
    public NetworkCredential? Login { get; init; }

    /// <summary>Answers from the wallet's own memory. It serves one call at a time and refreshes in between.</summary>
    public TimeSpan QueryDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Building a transaction: decoys from the daemon, 16 rings of signatures and range proofs, seconds on a small machine.</summary>
    public TimeSpan PrepareDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Relaying one transaction.</summary>
    public TimeSpan RelayDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Reading new blocks, or asking the daemon for every output's key image.</summary>
    public TimeSpan ScanDeadline { get; init; } = TimeSpan.FromSeconds(60);
}

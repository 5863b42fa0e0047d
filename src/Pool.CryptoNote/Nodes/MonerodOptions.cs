using System.Net;

namespace Pool.CryptoNote.Nodes;

/// <summary>How one monerod is reached, and how long each call may take.</summary>
public sealed record MonerodOptions
{
    /// <summary>Scheme, host and port of its RPC.</summary>
    public required Uri Url { get; init; }

    /// <summary>As given to --rpc-login, or null.</summary>
    public NetworkCredential? Login { get; init; }

    /// <summary>Templates and headers: local work of milliseconds; a daemon busy with a block answers within a few seconds.</summary>
    public TimeSpan QueryDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Blocks: the daemon verifies every transaction that it does not know yet.</summary>
    public TimeSpan SubmitDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Transactions: one is verified; a relaying daemon answers after it has stored it.</summary>
    public TimeSpan SendDeadline { get; init; } = TimeSpan.FromSeconds(15);
}

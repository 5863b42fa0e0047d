namespace Pool.Core.Payouts;

public enum CancellationOutcome
{
    /// <summary>The amounts went back to the miners.</summary>
    Cancelled = 0,

    /// <summary>A transaction that rules the payout out is on its way; run it again when it is deep enough.</summary>
    UnderWay = 1,

    /// <summary>The lease is fresh: a predecessor's last wallet call may still be under way.</summary>
    WaitingOut = 2,

    /// <summary>Another payer holds the lease; nothing was done.</summary>
    LeaseElsewhere = 3,

    /// <summary>The payout is not to be cancelled; the text says why.</summary>
    Refused = 4,

    /// <summary>Nodes or wallet cannot tell or do it now; run it again.</summary>
    Waiting = 5,

    /// <summary>A dry run: the text says what would be done.</summary>
    WouldDo = 6,
}

/// <summary>What one step of a cancellation did.</summary>
/// <param name="Text">The outcome in a sentence, with what to do next.</param>
/// <param name="Notes">What else was seen on the way.</param>
/// <param name="RunAgainIn">How long a fresh lease is to be waited out.</param>
public sealed record CancellationReport(
    CancellationOutcome Outcome, string Text, IReadOnlyList<string>? Notes = null, TimeSpan? RunAgainIn = null);

namespace Pool.Core.Payouts;

public enum PayoutRunOutcome
{
    /// <summary>Another payer holds the lease; nothing was done.</summary>
    LeaseElsewhere = 0,

    /// <summary>The lease is fresh: a predecessor's last wallet call may still be under way.</summary>
    WaitingOut = 1,

    /// <summary>Payouts are paused until a person decides.</summary>
    Held = 2,

    /// <summary>A batch is under way; no other one is planned meanwhile.</summary>
    BatchOpen = 3,

    /// <summary>Nothing is open, and nothing was to be planned.</summary>
    Settled = 4,

    /// <summary>Nobody's balance reaches the minimum.</summary>
    NothingDue = 5,

    /// <summary>The wallet or the nodes cannot pay now; the next run tries again.</summary>
    Waiting = 6,

    /// <summary>The wallet holds less than the pool owes.</summary>
    Insolvent = 7,

    /// <summary>A batch was relayed.</summary>
    Relayed = 8,

    /// <summary>The lease was lost on the way; the run stopped at once.</summary>
    LeaseLost = 9,

    /// <summary>A dependency failed; the next run settles what is open.</summary>
    Failed = 10,
}

/// <summary>What one run of the payer did.</summary>
/// <param name="Text">The outcome in a sentence, with what to do when a person must do something.</param>
/// <param name="Batch">The batch that it is about.</param>
/// <param name="Notes">What else was seen on the way.</param>
/// <param name="RunAgainIn">When a run makes sense before the host's next one.</param>
public sealed record PayoutRunReport(
    PayoutRunOutcome Outcome, string Text, long? Batch = null, IReadOnlyList<string>? Notes = null, TimeSpan? RunAgainIn = null)
{
    /// <summary>A person should look.</summary>
    public bool Problem => Outcome is PayoutRunOutcome.Held or PayoutRunOutcome.Insolvent or PayoutRunOutcome.Failed;
}

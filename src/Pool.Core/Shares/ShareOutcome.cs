namespace Pool.Core.Shares;

/// <summary>What became of a submitted share. Stored by these numbers.</summary>
public enum ShareOutcome
{
    Accepted = 0,
    BlockCandidate = 1,
    Stale = 2,
    LowDifficulty = 3,
    Duplicate = 4,
    UnknownJob = 5,
    InvalidResult = 6,
    Malformed = 7,
    Throttled = 8,
}

public static class ShareOutcomes
{
    /// <summary>The outcomes that are credited.</summary>
    public static bool Counts(this ShareOutcome outcome) =>
        outcome is ShareOutcome.Accepted or ShareOutcome.BlockCandidate;

    /// <summary>The outcome as the API and the metrics name it, e.g. low-difficulty.</summary>
    public static string Label(this ShareOutcome outcome) => outcome switch
    {
        ShareOutcome.Accepted => "accepted",
        ShareOutcome.BlockCandidate => "block-candidate",
        ShareOutcome.Stale => "stale",
        ShareOutcome.LowDifficulty => "low-difficulty",
        ShareOutcome.Duplicate => "duplicate",
        ShareOutcome.UnknownJob => "unknown-job",
        ShareOutcome.InvalidResult => "invalid-result",
        ShareOutcome.Malformed => "malformed",
        ShareOutcome.Throttled => "throttled",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "no such outcome"),
    };
}

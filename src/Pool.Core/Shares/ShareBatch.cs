using Pool.Core.Blocks;
using Pool.Core.Rewards;

namespace Pool.Core.Shares;

/// <summary>One judged share on its way into the books.</summary>
/// <param name="Address">Canonical address of the account.</param>
/// <param name="Worker">Worker name, safe alphabet; may be empty.</param>
/// <param name="Work">The job's difficulty.</param>
/// <param name="Effort">See <see cref="Shares.Effort"/>; summed for shares that count.</param>
/// <param name="Candidate">The block, when the outcome is <see cref="ShareOutcome.BlockCandidate"/>.</param>
public sealed record ShareRecord(
    string Address, string Worker, RewardScheme Scheme, ShareOutcome Outcome, long Work, long Effort, BlockCandidate? Candidate = null);

/// <summary>The shares of one account, worker and outcome in a batch.</summary>
/// <param name="Count">How many, at least 1.</param>
public sealed record ShareSum(
    string Address, string Worker, RewardScheme Scheme, ShareOutcome Outcome, long Count, long Work, long Effort);

/// <summary>
/// What a front end sends at once. Resent unchanged until answered; (StartId, Sequence) makes the repeat a no-op.
/// </summary>
/// <param name="StartId">128 random bits drawn by the front end.</param>
/// <param name="Sequence">1, 2, 3, … within the StartId; one batch in flight.</param>
/// <param name="Candidate">A block candidate, always the batch's last share; it ends the slice.</param>
public sealed record ShareBatch(Guid StartId, long Sequence, IReadOnlyList<ShareSum> Sums, BlockCandidate? Candidate);

/// <summary>The store's answer to a batch.</summary>
public enum AppendResult
{
    /// <summary>Durable now.</summary>
    Committed = 0,

    /// <summary>It was durable already; nothing changed.</summary>
    Repeated = 1,

    /// <summary>
    /// Not the next sequence of a known StartId, or another payload under a known sequence: not booked. The front end takes
    /// a new StartId and raises an alarm.
    /// </summary>
    Refused = 2,
}

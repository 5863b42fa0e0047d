namespace Pool.Core.Rewards;

/// <summary>How a round's reward is shared out. Stored by these numbers.</summary>
public enum RewardScheme
{
    /// <summary>Pay per last N shares: the work in a window before the block, whoever's round it was.</summary>
    Pplns = 1,
}

namespace Pool.Core.Blocks;

/// <summary>What one unlock step did.</summary>
/// <param name="Problems">What waits for a node or a person, one sentence each.</param>
public sealed record UnlockReport(
    int Followed, int Frozen, int Credited, int Orphaned, int HandedIn, int Missing, IReadOnlyList<string> Problems);

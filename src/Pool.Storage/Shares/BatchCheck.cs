using Pool.Core.Shares;

namespace Pool.Storage.Shares;

/// <summary>What no front end of ours sends. Found before anything is written.</summary>
internal static class BatchCheck
{
    /// <exception cref="ArgumentException">The batch is malformed: a bug in its sender.</exception>
    public static void Require(ShareBatch batch)
    {
        Require(batch.Sequence >= 1, batch, "the first sequence is 1");
        foreach (var sum in batch.Sums)
        {
            Require(!string.IsNullOrEmpty(sum.Address), batch, "a share has no address");
            Require(Enum.IsDefined(sum.Outcome), batch, $"there is no outcome {(int)sum.Outcome}");
            Require(Enum.IsDefined(sum.Scheme), batch, $"there is no scheme {(int)sum.Scheme}");
            Require(sum.Count >= 1, batch, $"{sum.Count} shares are none");
            Require(sum.Work >= 0 && sum.Effort >= 0, batch, $"work {sum.Work} or effort {sum.Effort} is below zero");
        }
    }

    private static void Require(bool holds, ShareBatch batch, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException($"batch {batch.Sequence} of front end {batch.StartId:N}: {problem}", nameof(batch));
        }
    }
}

namespace Pool.Core.Shares;

/// <summary>Limits of <see cref="ShareOutbox"/>.</summary>
public sealed record ShareOutboxOptions
{
    /// <summary>
    /// How long a batch gathers after its first share. 5 ms: a commit with a disk flush costs about as much, so one half of
    /// the time is spent gathering, and at 20,000 shares a second a commit carries 100 to 300 of them. 0 to 1 s.
    /// </summary>
    public TimeSpan GatherDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Shares that may wait for the store. 100,000: five seconds of 20,000 a second, and, should each be another worker's,
    /// some 20 MB at 200 bytes a sum. Past that the miner is told that the pool is busy. 1 to 10,000,000.
    /// </summary>
    public int MaxWaiting { get; init; } = 100_000;

    /// <summary>
    /// Sums in one batch. 5,000: a sum is one or two upserts of about 10 µs, so the commit after an outage still takes
    /// about 100 ms and its message stays below 1 MB. 1 to 100,000.
    /// </summary>
    public int MaxSums { get; init; } = 5_000;

    /// <summary>
    /// Pauses before an unanswered batch is sent again. From 50 ms, which a restart of a connection takes, to 2 s, so that
    /// miners wait at most that long after the store is back.
    /// </summary>
    public BackOff Retry { get; init; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));

    internal ShareOutboxOptions Checked()
    {
        Limit.Within(GatherDelay, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Limit.Within(MaxWaiting, 1, 10_000_000);
        Limit.Within(MaxSums, 1, 100_000);
        Limit.Within(Retry.First, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Limit.Within(Retry.Longest, Retry.First, TimeSpan.FromMinutes(1));
        return this;
    }
}

namespace Pool.Core.Blocks;

/// <summary>Limits of <see cref="BlockSubmitter"/>.</summary>
public sealed record BlockSubmitterOptions
{
    /// <summary>
    /// Tries at each node that cannot be asked. 12 with the pauses below: 0.1 + 0.2 + … + 3.2 s, then 5 s each, about half a
    /// minute, which a node's restart takes; later the block has lost its race. 1 to 1,000.
    /// </summary>
    public int Tries { get; init; } = 12;

    /// <summary>Pauses between those tries: 100 ms at first, since every block's race is decided in seconds; then to 5 s.</summary>
    public BackOff Retry { get; init; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>
    /// Pauses between tries to book a refusal, while the journal is away or has not got the candidate yet: it arrives some
    /// milliseconds later, with its share's batch.
    /// </summary>
    public BackOff JournalRetry { get; init; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));

    /// <summary>
    /// How long a refusal is kept for the journal. 1 h: longer than the store may be away while miners wait. After that an
    /// alarm tells it, and the block is found orphaned at maturity. 1 min to 1 day.
    /// </summary>
    public TimeSpan JournalPatience { get; init; } = TimeSpan.FromHours(1);

    internal BlockSubmitterOptions Checked()
    {
        Limit.Within(Tries, 1, 1_000);
        Limit.Within(Retry.First, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Limit.Within(Retry.Longest, Retry.First, TimeSpan.FromMinutes(1));
        Limit.Within(JournalRetry.First, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Limit.Within(JournalRetry.Longest, JournalRetry.First, TimeSpan.FromMinutes(1));
        Limit.Within(JournalPatience, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        return this;
    }
}

namespace Pool.Storage;

/// <summary>The limits of the store.</summary>
public sealed record StoreOptions
{
    public static readonly StoreOptions Default = new();

    /// <summary>
    /// How long one statement waits for another program's write. 5 s: `pool backup` and an audit only read, so it is a
    /// second writer's transaction (milliseconds), or a disk that is stuck.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries of one transaction that lost against another. 3 × 5 s is half the patience of a miner that waits.</summary>
    public int WriteAttempts { get; init; } = 3;

    /// <summary>Connections that read at once. 8: a page takes milliseconds, and more would only share the disk.</summary>
    public int MaxReaders { get; init; } = 8;

    /// <summary>Longest slice. 60 s: a PPLNS window of hours is then hundreds of slices, and its edge is a minute fine.</summary>
    public TimeSpan SliceLength { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Slices that a walk through the window reads at once: 32 × 1000 accounts × 24 bytes is under 1 MB.</summary>
    public int SlicesPerRead { get; init; } = 32;

    /// <summary>Hashrates are means over this time: 20 shares at a share every 30 s, an error of about 1/√20 = 22 %.</summary>
    public TimeSpan HashrateWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Shortest time that work is divided by, so that a first share is no spike: two shares at a share every 30 s.
    /// </summary>
    public TimeSpan HashrateFloor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time over which a worker's outcomes are counted.</summary>
    public TimeSpan OutcomeWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most rows of a page, whatever the caller asks for.</summary>
    public int MaxPage { get; init; } = 500;

    /// <summary>Most workers in one miner's view, the latest ones: large farms have about a thousand rigs.</summary>
    public int MaxWorkersShown { get; init; } = 1000;

    /// <summary>Time that difficulties are gathered before they are written: one small transaction every 5 s.</summary>
    public TimeSpan RememberEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Difficulties that wait to be written; more are dropped. 20,000 workers × about 300 bytes is 6 MB.</summary>
    public int MaxRemembering { get; init; } = 20_000;

    /// <summary>Workers of one account whose difficulty is kept, the latest ones; names are free for anyone to make up.</summary>
    public int MaxRememberedPerAccount { get; init; } = 1000;

    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public void Check()
    {
        InRange(BusyTimeout.TotalMilliseconds, 1, 60_000, nameof(BusyTimeout));
        InRange(WriteAttempts, 1, 100, nameof(WriteAttempts));
        InRange(MaxReaders, 1, 1000, nameof(MaxReaders));
        InRange(SliceLength.TotalSeconds, 1, 3600, nameof(SliceLength));
        InRange(SlicesPerRead, 1, 10_000, nameof(SlicesPerRead));
        InRange(HashrateWindow.TotalSeconds, 60, 86_400, nameof(HashrateWindow));
        InRange(HashrateFloor.TotalSeconds, 1, HashrateWindow.TotalSeconds, nameof(HashrateFloor));
        InRange(OutcomeWindow.TotalHours, 1, 24 * 31, nameof(OutcomeWindow));
        InRange(MaxPage, 1, 10_000, nameof(MaxPage));
        InRange(MaxWorkersShown, 1, 100_000, nameof(MaxWorkersShown));
        InRange(RememberEvery.TotalMilliseconds, 1, 3_600_000, nameof(RememberEvery));
        InRange(MaxRemembering, 1, 1_000_000, nameof(MaxRemembering));
        InRange(MaxRememberedPerAccount, 1, 100_000, nameof(MaxRememberedPerAccount));
    }

    private static void InRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"must be {least} to {most}");
        }
    }
}

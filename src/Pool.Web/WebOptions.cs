namespace Pool.Web;

/// <summary>Every limit of pages and API.</summary>
public sealed record WebOptions
{
    /// <summary>The snapshot behind all public pages is read anew at most this often, whatever the number of readers.</summary>
    public TimeSpan SnapshotAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An unchanged snapshot keeps its number, so that readers get 304, but not for longer: what a page calls "as of" is at
    /// most a minute ago.
    /// </summary>
    public TimeSpan LongestUnchanged { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Items on a page of a list when the reader names no limit; as many are kept in the snapshot.</summary>
    public int DefaultLimit { get; init; } = 50;

    /// <summary>200 items of some 400 bytes are 80 KB of JSON, 10 KB compressed.</summary>
    public int MaxLimit { get; init; } = 200;

    /// <summary>Rows of the short lists on the first page and a miner's page.</summary>
    public int ShortListRows { get; init; } = 8;

    /// <summary>
    /// Rows of a miner's worker table: 200 rows of about 600 bytes are 120 KB of markup, which compress to the 14 KB of a first
    /// flight. The API gives all of them.
    /// </summary>
    public int WorkerRows { get; init; } = 100;

    /// <summary>A read of the books that takes longer is given up: a reader has gone elsewhere by then.</summary>
    public TimeSpan ReadDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Before the first template the feed answers after seconds; pages do not wait for it.</summary>
    public TimeSpan NetworkPatience { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Reads of the books at the same time: four of 10 ms each are 400 pages a second, and the store is left to the shares.
    /// </summary>
    public int ConcurrentReads { get; init; } = 4;

    /// <summary>Readers that may wait for their turn; 256 × 10 ms each on four lanes is less than a second.</summary>
    public int WaitingReads { get; init; } = 256;

    /// <summary>
    /// Longest text that is looked at as an address; the longest of the family, integrated ones, have below 200 letters.
    /// </summary>
    public int MaxAddressLength { get; init; } = 256;

    /// <summary>A worker that sent a share within this time is online: four shares at one in 30 s.</summary>
    public TimeSpan OnlineWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A worker that sent a share within this time is late, past it offline.</summary>
    public TimeSpan LateWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long browsers and proxies may keep public answers.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Label sets of one instrument in the metrics; what is over is summed under overflow="true".</summary>
    public int MaxSeries { get; init; } = 200;

    /// <summary>The pages read no request bodies; a later writer of settings needs little.</summary>
    public long MaxRequestBody { get; init; } = 4096;

    /// <summary>An address, a cursor and a path are below 1 KB.</summary>
    public int MaxRequestLine { get; init; } = 4096;

    /// <summary>Browsers send below 4 KB of headers where there are no cookies.</summary>
    public int MaxRequestHeaders { get; init; } = 16 * 1024;

    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public WebOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SnapshotAge, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestUnchanged, SnapshotAge);
        ArgumentOutOfRangeException.ThrowIfLessThan(DefaultLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLimit, DefaultLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(ShortListRows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ShortListRows, DefaultLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(WorkerRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReadDeadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(NetworkPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConcurrentReads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(WaitingReads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAddressLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LateWithin, OnlineWithin);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSeries, 1);
        return this;
    }
}

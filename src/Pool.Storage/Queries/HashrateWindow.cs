using Pool.Storage.Engine;

namespace Pool.Storage.Queries;

/// <summary>
/// The slices that a hashrate is taken from, and the time that they cover. Whole slices only: those that opened within the
/// window, so the time begins where the slice before them ended.
/// </summary>
/// <param name="FirstSlice">First slice in the window; above every slice when the window is empty.</param>
/// <param name="EarlierSlice">First slice of an equally long time before it; tells who mined all along.</param>
/// <param name="Begin">Milliseconds since 1970: where the window's slices begin.</param>
/// <param name="Now">Milliseconds since 1970.</param>
/// <param name="Floor">Shortest time that work is divided by, milliseconds.</param>
internal sealed record HashrateWindow(long FirstSlice, long EarlierSlice, long Begin, long Now, long Floor)
{
    private const string Clock = "SELECT store_now_ms()";

    private const string FirstSince = """
        SELECT slice FROM slice WHERE pool = @pool AND opened_at >= @since ORDER BY opened_at, slice LIMIT 1
        """;

    // A slice is marked as ended by the batch after it, which may come long after its time was over.
    private const string EndOf = """
        SELECT CASE WHEN ended_at < opened_at + @length THEN ended_at ELSE opened_at + @length END
        FROM slice WHERE pool = @pool AND slice = @slice
        """;

    public static async Task<HashrateWindow> Read(StoreSession session, StoreOptions options)
    {
        var now = await session.Number(Clock).ConfigureAwait(false);
        var length = StoreTime.Of(options.HashrateWindow);
        var first = await SliceSince(session, now - length).ConfigureAwait(false);
        var earlier = await SliceSince(session, now - (2 * length)).ConfigureAwait(false);
        // The slice that straddles the window's begin is left out, and so is its time.
        var straddled = await session.Find<long?>(
            EndOf,
            new { pool = session.Pool, slice = first - 1, length = StoreTime.Of(options.SliceLength) }).ConfigureAwait(false);
        var begin = Math.Max(now - length, straddled ?? 0);
        return new HashrateWindow(first, earlier, begin, now, StoreTime.Of(options.HashrateFloor));
    }

    /// <summary>The first slice that opened then or later; above every slice when there is none.</summary>
    public static async Task<long> SliceSince(StoreSession session, long since) =>
        await session.Find<long?>(FirstSince, new { pool = session.Pool, since }).ConfigureAwait(false) ?? long.MaxValue;

    /// <summary>Hashes a second: over the window's time for who mined before it, else since the first share.</summary>
    /// <param name="work">Counted work in the window.</param>
    /// <param name="firstAt">First counted share in the window, milliseconds since 1970; null when there is none.</param>
    /// <param name="minedBefore">There is counted work in the equally long time before.</param>
    public double Rate(long work, long? firstAt, bool minedBefore)
    {
        if (work == 0 || firstAt is not { } first)
        {
            return 0;
        }

        var covered = Math.Max(Floor, Now - (minedBefore ? Begin : first));
        return work * 1000.0 / covered;
    }
}

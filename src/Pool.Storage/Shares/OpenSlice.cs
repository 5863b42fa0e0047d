using Pool.Storage.Engine;

namespace Pool.Storage.Shares;

/// <summary>
/// The slice that shares go into now. A slice opens with the first batch after the one before it ended, so none is empty for
/// lack of shares, and numbers have no gaps.
/// </summary>
internal static class OpenSlice
{
    private const string ReadState = """
        SELECT slice AS Slice, slice_open AS Open, slice_opened_at AS OpenedAt FROM pool WHERE pool = @pool
        """;

    private const string OpenNext = """
        UPDATE pool SET slice = slice + 1, slice_open = 1, slice_opened_at = @now WHERE pool = @pool RETURNING slice
        """;

    private const string Insert = "INSERT INTO slice (pool, slice, opened_at) VALUES (@pool, @slice, @now)";

    private const string Close = "UPDATE pool SET slice_open = 0 WHERE pool = @pool";

    private const string SetEnd = "UPDATE slice SET ended_at = @now WHERE pool = @pool AND slice = @slice";

    /// <summary>The slice that this batch belongs to; ends one that is older than the limit.</summary>
    public static async Task<long> Take(WriteSession session, TimeSpan length)
    {
        var state = await Read(session).ConfigureAwait(false);
        if (state.Open != 0)
        {
            // A clock that was set back would keep the slice open for as long as it was set back.
            var age = session.Now - state.OpenedAt;
            if (age >= 0 && age < StoreTime.Of(length))
            {
                return state.Slice;
            }

            await End(session, state.Slice).ConfigureAwait(false);
        }

        var slice = await session.Number(OpenNext, new { pool = session.Pool, now = session.Now }).ConfigureAwait(false);
        await session.Execute(Insert, new { pool = session.Pool, slice, now = session.Now }).ConfigureAwait(false);
        return slice;
    }

    /// <summary>Ends the slice now open, if there is one.</summary>
    /// <returns>The last slice that has ended; 0 before the first.</returns>
    public static async Task<long> End(WriteSession session)
    {
        var state = await Read(session).ConfigureAwait(false);
        if (state.Open != 0)
        {
            await End(session, state.Slice).ConfigureAwait(false);
        }

        return state.Slice;
    }

    private static async Task End(WriteSession session, long slice)
    {
        await session.Execute(Close, new { pool = session.Pool }).ConfigureAwait(false);
        await session.Execute(SetEnd, new { pool = session.Pool, slice, now = session.Now }).ConfigureAwait(false);
    }

    private static async Task<State> Read(WriteSession session) =>
        (await session.Find<State>(ReadState, new { pool = session.Pool }).ConfigureAwait(false))!;

    private sealed class State
    {
        public long Slice { get; init; }

        public long Open { get; init; }

        public long OpenedAt { get; init; }
    }
}

using System.Runtime.CompilerServices;
using Pool.Core.Blocks;
using Pool.Core.Rounds;
using Pool.Storage.Engine;

namespace Pool.Storage.Blocks;

/// <summary>
/// The counted work before a block, newest slice first. Slices up to a cursor have ended and never change, so they are read
/// a few at a time without a transaction over the walk.
/// </summary>
internal static class SliceWalk
{
    private const string NewestSlice = """
        SELECT slice FROM slice_work WHERE pool = @pool AND slice <= @upTo AND scheme = @scheme
        ORDER BY slice DESC LIMIT 1
        """;

    private const string WorkOf = """
        SELECT slice AS Slice, account AS Account, CAST(sum(work) AS BIGINT) AS Work FROM share
        WHERE pool = @pool AND slice > @after AND slice <= @upTo AND scheme = @scheme AND outcome IN (0, 1)
        GROUP BY slice, account
        ORDER BY slice DESC, account
        """;

    public static async IAsyncEnumerable<SliceWork> Read(
        StoreReader reader, PoolBlock block, int slicesPerRead, [EnumeratorCancellation] CancellationToken cancel)
    {
        var upTo = block.Cursor;
        while (upTo > 0)
        {
            var (next, slices) = await reader.Read(session => Page(session, block, upTo, slicesPerRead), cancel)
                .ConfigureAwait(false);
            foreach (var slice in slices)
            {
                yield return slice;
            }

            upTo = next;
        }
    }

    private static async Task<(long Next, List<SliceWork> Slices)> Page(
        StoreSession session, PoolBlock block, long upTo, int slicesPerRead)
    {
        var scheme = (long)block.Scheme;
        var newest = await session.Find<long?>(NewestSlice, new { pool = session.Pool, upTo, scheme }).ConfigureAwait(false);
        if (newest is not { } from)
        {
            return (0, []);
        }

        var after = Math.Max(0, from - slicesPerRead);
        var rows = await session.List<Row>(WorkOf, new { pool = session.Pool, after, upTo = from, scheme })
            .ConfigureAwait(false);
        return (after, [.. rows
            .GroupBy(row => row.Slice)
            .Select(slice => new SliceWork(slice.Key, [.. slice.Select(row => new AccountWork(row.Account, row.Work))]))]);
    }

    private sealed class Row
    {
        public long Slice { get; init; }

        public long Account { get; init; }

        public long Work { get; init; }
    }
}

using Pool.Core.Blocks;
using Pool.Storage.Engine;

namespace Pool.Storage.Blocks;

/// <summary>Effort of a round: from the block before it of the same scheme, refused ones aside, up to its own cursor.</summary>
internal static class BlockEffort
{
    // Two blocks may have one cursor, when the second was found by a scan; then the second's round was empty.
    private const string PreviousCursor = """
        SELECT coalesce(max(last_slice), 0) FROM block
        WHERE pool = @pool AND scheme = @scheme AND state <> 1
            AND last_slice <= @cursor AND (last_slice < @cursor OR number < @number)
        """;

    private const string SumEffort = """
        SELECT CAST(coalesce(sum(effort), 0) AS BIGINT) FROM slice_work
        WHERE pool = @pool AND slice > @after AND slice <= @cursor AND scheme = @scheme
        """;

    /// <returns>10^-12 units.</returns>
    public static async Task<long> Read(StoreSession session, PoolBlock block)
    {
        var row = await BlockRow.Require(session, block.Hash).ConfigureAwait(false);
        var after = await session.Number(
            PreviousCursor,
            new { pool = session.Pool, scheme = row.Scheme, cursor = row.LastSlice, number = row.Number }).ConfigureAwait(false);
        return await session.Number(
            SumEffort,
            new { pool = session.Pool, after, cursor = row.LastSlice, scheme = row.Scheme }).ConfigureAwait(false);
    }
}

using Pool.Storage.Engine;

namespace Pool.Storage.Queries;

/// <summary>
/// What frozen blocks that stand on the chain may bring an account: its part of their work times what the last credited
/// block brought to all miners, fee already off. 0 before the first credit, because no reward is known then.
/// </summary>
internal static class ImmatureQuery
{
    private const string LastCredit = """
        SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM transfer
        WHERE pool = @pool AND credit LIKE 'miner:%' AND block = (
            SELECT hash FROM block WHERE pool = @pool AND state = 2 ORDER BY height DESC LIMIT 1)
        """;

    private const string Parts = """
        SELECT mine.work AS Work,
            (SELECT CAST(sum(work) AS BIGINT) FROM frozen_work
                WHERE frozen_work.pool = block.pool AND frozen_work.hash = block.hash) AS Total
        FROM block JOIN frozen_work AS mine ON mine.pool = block.pool AND mine.hash = block.hash
        WHERE block.pool = @pool AND block.state = 0 AND block.on_main_chain = 1 AND mine.account = @account
            AND mine.work > 0
        """;

    /// <returns>Atomic units.</returns>
    public static async Task<long> Read(StoreSession session, long account)
    {
        var reward = await session.Number(LastCredit, new { pool = session.Pool }).ConfigureAwait(false);
        var parts = await session.List<PartRow>(Parts, new { pool = session.Pool, account }).ConfigureAwait(false);
        return parts.Sum(part => (long)((Int128)reward * part.Work / part.Total));
    }

    private sealed class PartRow
    {
        public long Work { get; init; }

        public long Total { get; init; }
    }
}

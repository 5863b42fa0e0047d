using Pool.Core;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>Which of the wallet's outgoing transactions the books can explain, and from which height on they must.</summary>
internal static class KnownTransactions
{
    private const string All = """
        SELECT tx_hash FROM payout_batch WHERE pool = @pool AND tx_hash IS NOT NULL
        UNION SELECT tx_hash FROM self_spend WHERE pool = @pool
        UNION SELECT tx_hash FROM external_transaction WHERE pool = @pool
        """;

    private const string Acknowledged = """
        INSERT INTO external_transaction (pool, tx_hash, reason, acknowledged_at) VALUES (@pool, @hash, @reason, @now)
        ON CONFLICT (pool, tx_hash) DO NOTHING
        """;

    private const string LastConfirmed = """
        SELECT mined_height FROM payout_batch WHERE pool = @pool AND state = 4 ORDER BY batch DESC LIMIT 1
        """;

    private const string Begin = """
        UPDATE pool SET payouts_began_at_height = coalesce(payouts_began_at_height, @chainHeight) WHERE pool = @pool
        RETURNING payouts_began_at_height
        """;

    public static async Task<IReadOnlySet<Hash32>> List(StoreSession session) =>
        (await session.List<string>(All, new { pool = session.Pool }).ConfigureAwait(false))
            .Select(Hash32.Parse).ToHashSet();

    /// <summary>The first reason stays.</summary>
    public static Task Acknowledge(WriteSession session, Hash32 transaction, string reason) => session.Execute(
        Acknowledged, new { pool = session.Pool, hash = transaction.ToString(), reason, now = session.Now });

    public static async Task<long> ReconcileHeight(WriteSession session, long chainHeight)
    {
        var began = await session.Number(Begin, new { pool = session.Pool, chainHeight }).ConfigureAwait(false);
        return await session.Find<long?>(LastConfirmed, new { pool = session.Pool }).ConfigureAwait(false) ?? began;
    }
}

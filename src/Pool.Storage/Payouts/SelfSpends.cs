using Pool.Core;
using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>The transactions by which unknown batches are ruled out.</summary>
internal static class SelfSpends
{
    private const string All = """
        SELECT batch AS Batch, tx_hash AS Hash, tx_blob AS Blob, tx_fee AS Fee, made_at AS MadeAt
        FROM self_spend WHERE pool = @pool ORDER BY made_at, tx_hash
        """;

    private const string Insert = """
        INSERT INTO self_spend (pool, tx_hash, batch, tx_blob, tx_fee, made_at)
        VALUES (@pool, @hash, @batch, @blob, @fee, @now)
        ON CONFLICT (pool, tx_hash) DO NOTHING
        """;

    /// <returns>Oldest first.</returns>
    public static async Task<IReadOnlyList<SelfSpend>> List(StoreSession session) =>
        [.. (await session.List<Row>(All, new { pool = session.Pool }).ConfigureAwait(false))
            .Select(row => new SelfSpend(row.Batch, Hash32.Parse(row.Hash), row.Blob, row.Fee, StoreTime.At(row.MadeAt)))];

    /// <summary>Recording the same transaction again changes nothing.</summary>
    /// <exception cref="BookingRefusedException">The batch is not unknown, or the transaction spends none of its inputs.</exception>
    public static async Task Record(WriteSession session, long id, PreparedTransaction transaction)
    {
        var batch = await Batches.Require(session, id).ConfigureAwait(false);
        if (batch.State != PayoutState.Unknown)
        {
            throw new BookingRefusedException($"payout {id} is {batch.State}; only an Unknown one is ruled out by a self-spend");
        }

        if (!transaction.KeyImages.Intersect(batch.Transaction!.KeyImages).Any())
        {
            throw new BookingRefusedException($"transaction {transaction.Hash} spends no input of payout {id}");
        }

        await session.Execute(
            Insert,
            new
            {
                pool = session.Pool,
                hash = transaction.Hash.ToString(),
                batch = id,
                blob = transaction.Blob.ToArray(),
                fee = transaction.Fee,
                now = session.Now,
            }).ConfigureAwait(false);
    }

    private sealed class Row
    {
        public long Batch { get; init; }

        public required string Hash { get; init; }

        public required byte[] Blob { get; init; }

        public long Fee { get; init; }

        public long MadeAt { get; init; }
    }
}

using Pool.Core;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Storage.Engine;
using Pool.Storage.Payouts;

namespace Pool.Storage.Queries;

/// <summary>Payments as pages show them: without what relays a transaction or proves a payment.</summary>
internal static class PaymentQuery
{
    private const string Page = $"""
        SELECT {BatchRow.PublicColumns} FROM payout_batch WHERE pool = @pool AND state > 0 AND batch < @before
        ORDER BY batch DESC LIMIT @limit
        """;

    private const string OfMiner = """
        SELECT payout_batch.batch AS Batch, state AS State, tx_hash AS Hash, gross AS Gross, fee AS Fee,
            payout_batch.created_at AS CreatedAt
        FROM account
            JOIN payout_item ON payout_item.pool = account.pool AND payout_item.account = account.account
            JOIN payout_batch ON payout_batch.pool = payout_item.pool AND payout_batch.batch = payout_item.batch
        WHERE account.pool = @pool AND account.address = @address AND state > 0 AND payout_item.batch < @before
        ORDER BY payout_item.batch DESC LIMIT @limit
        """;

    public static async Task<IReadOnlyList<PayoutBatch>> Read(StoreSession session, long? before, int limit)
    {
        var rows = await session.List<BatchRow>(
            Page, new { pool = session.Pool, before = before ?? long.MaxValue, limit }).ConfigureAwait(false);
        var batches = new List<PayoutBatch>(rows.Count);
        foreach (var row in rows)
        {
            batches.Add(row.ToBatch(await BatchItems.Read(session, row.Batch).ConfigureAwait(false), []));
        }

        return batches;
    }

    public static async Task<IReadOnlyList<MinerPayment>> OfAddress(
        StoreSession session, string address, long? before, int limit) =>
        [.. (await session.List<Row>(
                OfMiner, new { pool = session.Pool, address, before = before ?? long.MaxValue, limit }).ConfigureAwait(false))
            .Select(row => new MinerPayment(
                row.Batch,
                (PayoutState)row.State,
                row.Hash is null ? null : Hash32.Parse(row.Hash),
                row.Gross,
                row.Fee,
                StoreTime.At(row.CreatedAt)))];

    private sealed class Row
    {
        public long Batch { get; init; }

        public long State { get; init; }

        public string? Hash { get; init; }

        public long Gross { get; init; }

        public long Fee { get; init; }

        public long CreatedAt { get; init; }
    }
}

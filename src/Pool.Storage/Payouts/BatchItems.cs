using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>The payees of batches.</summary>
internal static class BatchItems
{
    private const string OfBatch = """
        SELECT account AS Account, address AS Address, gross AS Gross, fee AS Fee
        FROM payout_item WHERE pool = @pool AND batch = @batch ORDER BY account
        """;

    private const string Insert = """
        INSERT INTO payout_item (pool, batch, account, address, gross, fee)
        VALUES (@pool, @batch, @account, @address, @gross, @fee)
        """;

    private const string Delete = "DELETE FROM payout_item WHERE pool = @pool AND batch = @batch";

    /// <returns>By account.</returns>
    public static async Task<IReadOnlyList<PayoutItem>> Read(StoreSession session, long batch) =>
        [.. (await session.List<Row>(OfBatch, new { pool = session.Pool, batch }).ConfigureAwait(false))
            .Select(row => new PayoutItem(row.Account, row.Address, row.Gross, row.Fee))];

    public static async Task Write(WriteSession session, long batch, IEnumerable<PayoutItem> items)
    {
        await Remove(session, batch).ConfigureAwait(false);
        foreach (var item in items)
        {
            await session.Execute(
                Insert,
                new
                {
                    pool = session.Pool,
                    batch,
                    account = item.Account,
                    address = item.Address,
                    gross = item.Gross,
                    fee = item.Fee,
                }).ConfigureAwait(false);
        }
    }

    public static Task Remove(WriteSession session, long batch) =>
        session.Execute(Delete, new { pool = session.Pool, batch });

    private sealed class Row
    {
        public long Account { get; init; }

        public required string Address { get; init; }

        public long Gross { get; init; }

        public long Fee { get; init; }
    }
}

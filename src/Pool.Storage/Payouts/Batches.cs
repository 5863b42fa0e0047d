using Pool.Core;
using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>Reads whole batches.</summary>
internal static class Batches
{
    private const string One = $"SELECT {BatchRow.Columns} FROM payout_batch WHERE pool = @pool AND batch = @batch";

    private const string Open = $"""
        SELECT {BatchRow.Columns} FROM payout_batch WHERE pool = @pool AND state IN (0, 1, 2, 3, 5) ORDER BY batch
        """;

    private const string KeyImages = """
        SELECT key_image FROM payout_key_image WHERE pool = @pool AND batch = @batch ORDER BY position
        """;

    public static async Task<PayoutBatch?> Find(StoreSession session, long batch) =>
        await session.Find<BatchRow>(One, new { pool = session.Pool, batch }).ConfigureAwait(false) is { } row
            ? await Load(session, row).ConfigureAwait(false)
            : null;

    /// <exception cref="BookingRefusedException">The books have no such batch.</exception>
    public static async Task<PayoutBatch> Require(StoreSession session, long batch) =>
        await Find(session, batch).ConfigureAwait(false)
        ?? throw new BookingRefusedException($"payout {batch} is not in the books");

    public static async Task<IReadOnlyList<PayoutBatch>> ListOpen(StoreSession session)
    {
        var batches = new List<PayoutBatch>();
        foreach (var row in await session.List<BatchRow>(Open, new { pool = session.Pool }).ConfigureAwait(false))
        {
            batches.Add(await Load(session, row).ConfigureAwait(false));
        }

        return batches;
    }

    private static async Task<PayoutBatch> Load(StoreSession session, BatchRow row)
    {
        var items = await BatchItems.Read(session, row.Batch).ConfigureAwait(false);
        var images = await session.List<string>(KeyImages, new { pool = session.Pool, batch = row.Batch })
            .ConfigureAwait(false);
        return row.ToBatch(items, [.. images.Select(Hash32.Parse)]);
    }
}

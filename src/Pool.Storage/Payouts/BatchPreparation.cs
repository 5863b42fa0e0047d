using Pool.Core.Payouts;
using Pool.Storage.Engine;
using Pool.Storage.Ledger;

namespace Pool.Storage.Payouts;

/// <summary>Stores a signed transaction together with the reservation of what it pays.</summary>
internal static class BatchPreparation
{
    private const string InFlight = """
        SELECT batch FROM payout_batch WHERE pool = @pool AND state IN (1, 2, 3, 5) ORDER BY batch LIMIT 1
        """;

    private const string Store = """
        UPDATE payout_batch
        SET state = 1, tx_hash = @hash, tx_blob = @blob, tx_metadata = @metadata, tx_key = @key, tx_fee = @fee,
            prepared_height = @height
        WHERE pool = @pool AND batch = @batch
        """;

    private const string InsertKeyImage = """
        INSERT INTO payout_key_image (pool, batch, position, key_image) VALUES (@pool, @batch, @position, @image)
        """;

    public static async Task Write(
        WriteSession session, long batch, PreparedTransaction transaction, IReadOnlyList<PayoutItem> items, long height)
    {
        var planned = await Batches.Require(session, batch).ConfigureAwait(false);
        if (planned.State == PayoutState.Prepared && IsSame(planned, transaction, items, height))
        {
            return;
        }

        if (planned.State != PayoutState.Planned)
        {
            throw new BookingRefusedException(
                $"payout {batch} is {planned.State} and cannot be prepared with {transaction.Hash}");
        }

        if (await session.Find<long?>(InFlight, new { pool = session.Pool }).ConfigureAwait(false) is { } other)
        {
            throw new BookingRefusedException(
                $"payout {other} is in flight; the wallet reserves no inputs, so payout {batch} has to wait for it");
        }

        RequireFits(planned, transaction, items);
        await StoreTransaction(session, batch, transaction, height).ConfigureAwait(false);
        await BatchItems.Write(session, batch, items).ConfigureAwait(false);
        await Postings.Post(session, PayoutTransfers.Reserve(batch, items), new PostingSource(Batch: batch))
            .ConfigureAwait(false);
    }

    private static async Task StoreTransaction(
        WriteSession session, long batch, PreparedTransaction transaction, long height)
    {
        await session.Execute(
            Store,
            new
            {
                pool = session.Pool,
                batch,
                hash = transaction.Hash.ToString(),
                blob = transaction.Blob.ToArray(),
                metadata = transaction.Metadata,
                key = transaction.Key,
                fee = transaction.Fee,
                height,
            }).ConfigureAwait(false);
        for (var position = 0; position < transaction.KeyImages.Count; position++)
        {
            var image = transaction.KeyImages[position].ToString();
            await session.Execute(InsertKeyImage, new { pool = session.Pool, batch, position, image }).ConfigureAwait(false);
        }
    }

    private static bool IsSame(
        PayoutBatch stored, PreparedTransaction transaction, IReadOnlyList<PayoutItem> items, long height) =>
        stored.Transaction is { } known
        && known.Hash == transaction.Hash
        && known.Fee == transaction.Fee
        && known.Blob.Span.SequenceEqual(transaction.Blob.Span)
        && known.KeyImages.SequenceEqual(transaction.KeyImages)
        && stored.PreparedAtHeight == height
        && stored.Items.SequenceEqual(items.OrderBy(item => item.Account));

    private static void RequireFits(PayoutBatch planned, PreparedTransaction transaction, IReadOnlyList<PayoutItem> items)
    {
        if (!planned.Items.Select(item => (item.Account, item.Address)).ToHashSet()
            .SetEquals(items.Select(item => (item.Account, item.Address))) || items.Count != planned.Items.Count)
        {
            throw new BookingRefusedException($"payout {planned.Id} was planned for other payees than it was prepared for");
        }

        if (items.FirstOrDefault(item => item.Fee < 0 || item.Net < 1) is { } bad)
        {
            throw new BookingRefusedException(
                $"payout {planned.Id}: account {bad.Account} would get {bad.Net} of {bad.Gross} after a fee of {bad.Fee}");
        }

        var fees = items.Sum(item => item.Fee);
        if (transaction.Fee < 0 || fees < transaction.Fee)
        {
            throw new BookingRefusedException(
                $"payout {planned.Id}: its items carry {fees} of the transaction's fee of {transaction.Fee}");
        }
    }
}

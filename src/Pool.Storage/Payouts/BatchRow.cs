using Pool.Core;
using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>A row of the table of batches.</summary>
internal sealed class BatchRow
{
    /// <summary>What a SELECT of this row lists when the signed transaction is needed.</summary>
    public const string Columns = $"""
        {PublicColumns}, tx_blob AS Blob, tx_metadata AS Metadata, tx_key AS Key
        """;

    /// <summary>Without what relays the transaction or proves a payment.</summary>
    public const string PublicColumns = """
        batch AS Batch, state AS State, tx_hash AS Hash, tx_fee AS Fee, prepared_height AS PreparedHeight,
        mined_height AS MinedHeight, note AS Note, created_at AS CreatedAt
        """;

    public long Batch { get; init; }

    public long State { get; init; }

    public string? Hash { get; init; }

    public byte[]? Blob { get; init; }

    public string? Metadata { get; init; }

    public string? Key { get; init; }

    public long? Fee { get; init; }

    public long? PreparedHeight { get; init; }

    public long? MinedHeight { get; init; }

    public string? Note { get; init; }

    public long CreatedAt { get; init; }

    public PayoutBatch ToBatch(IReadOnlyList<PayoutItem> items, IReadOnlyList<Hash32> keyImages) => new(
        Batch,
        (PayoutState)State,
        items,
        Hash is null
            ? null
            : new PreparedTransaction(Hash32.Parse(Hash), Blob ?? [], Metadata ?? "", Key ?? "", Fee ?? 0, keyImages),
        PreparedHeight,
        MinedHeight,
        Note,
        StoreTime.At(CreatedAt));
}

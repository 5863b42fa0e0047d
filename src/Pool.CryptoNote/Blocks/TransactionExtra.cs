namespace Pool.CryptoNote.Blocks;

/// <summary>One field of a transaction's extra.</summary>
/// <param name="Offset">Of the payload, within the block's blob.</param>
/// <param name="Length">Of the payload: without tag and length.</param>
public readonly record struct ExtraField(byte Tag, int Offset, int Length);

/// <summary>
/// The extra of a miner transaction. The chain takes any bytes for it, so what cannot be read is a note here and no fault
/// of the block: the fields before it count, as they do for wallets.
/// </summary>
/// <param name="Offset">Of the extra within the block's blob.</param>
/// <param name="Problem">Where reading stopped and why, or null.</param>
public sealed record TransactionExtra(
    int Offset,
    int Length,
    IReadOnlyList<ExtraField> Fields,
    IReadOnlyList<Hash32> TransactionKeys,
    IReadOnlyList<Hash32> AdditionalKeys,
    string? Problem)
{
    public const byte PaddingTag = 0x00;
    public const byte PublicKeyTag = 0x01;

    /// <summary>The bytes that a pool may fill.</summary>
    public const byte NonceTag = 0x02;
    public const byte MergeMiningTag = 0x03;
    public const byte AdditionalKeysTag = 0x04;
    public const byte MinergateTag = 0xDE;

    /// <summary>Longest nonce field that monerod takes.</summary>
    private const int MaxNonceBytes = 255;

    public int End => Offset + Length;

    public IEnumerable<ExtraField> Nonces => Fields.Where(found => found.Tag == NonceTag);

    internal static TransactionExtra Read(ReadOnlySpan<byte> extra, int offset)
    {
        var reader = new BlobReader(extra);
        List<ExtraField> fields = [];
        List<Hash32> keys = [];
        List<Hash32> additional = [];
        while (reader.Problem is null && reader.Remaining > 0)
        {
            var tag = reader.Byte("tag");
            var length = PayloadLength(ref reader, tag);
            var start = reader.Position;
            var payload = reader.Bytes(length, $"field {tag:x2} of the extra");
            if (tag == PaddingTag && payload.ContainsAnyExcept((byte)0))
            {
                reader.Fail("the padding of the extra is not zero");
            }

            if (reader.Problem is not null)
            {
                break;
            }

            fields.Add(new ExtraField(tag, offset + start, length));
            if (tag == PublicKeyTag)
            {
                keys.Add(new Hash32(payload));
            }
            else if (tag == AdditionalKeysTag)
            {
                AddKeys(additional, payload);
            }
        }

        return new TransactionExtra(offset, extra.Length, fields, keys, additional, reader.Problem);
    }

    private static int PayloadLength(ref BlobReader reader, byte tag)
    {
        switch (tag)
        {
            case PaddingTag:
                return reader.Remaining;
            case PublicKeyTag:
                return Hash32.Size;
            case NonceTag:
                return (int)reader.Number("length of the extra nonce", MaxNonceBytes);
            case AdditionalKeysTag:
                return reader.Count("number of additional keys", Hash32.Size) * Hash32.Size;
            case MergeMiningTag or MinergateTag:
                return reader.Count($"length of field {tag:x2} of the extra", 1);
            default:
                reader.Fail($"tag {tag:x2} of the extra is unknown");
                return 0;
        }
    }

    private static void AddKeys(List<Hash32> keys, ReadOnlySpan<byte> payload)
    {
        for (var at = 0; at < payload.Length; at += Hash32.Size)
        {
            keys.Add(new Hash32(payload.Slice(at, Hash32.Size)));
        }
    }
}

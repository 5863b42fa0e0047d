namespace Pool.CryptoNote.Blocks;

/// <summary>
/// A Monero block or block template, taken apart: versions 1 to 16 share this layout. Header (major, minor, timestamp,
/// previous id, nonce), miner transaction, hashes of the other transactions.
/// </summary>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="NonceOffset">Of the four nonce bytes, in the blob and in the hashing blob alike; 39 in our century.</param>
/// <param name="HashingBlob">What the proof of work hashes: header, root of the tree, number of transactions.</param>
public sealed record MoneroBlock(
    int MajorVersion,
    int MinorVersion,
    long Timestamp,
    Hash32 PreviousHash,
    int NonceOffset,
    MinerTransaction MinerTransaction,
    IReadOnlyList<Hash32> TransactionHashes,
    Hash32 TreeRoot,
    byte[] HashingBlob,
    Hash32 Id)
{
    public const int NonceSize = 4;

    /// <summary>Transactions with the miner's own.</summary>
    public int TransactionCount => TransactionHashes.Count + 1;

    /// <summary>Takes a blob apart, whoever made it; never throws.</summary>
    /// <returns>The block, or null and what is wrong with it and where.</returns>
    public static MoneroBlock? Parse(ReadOnlySpan<byte> blob, out string? problem)
    {
        var reader = new BlobReader(blob);
        var major = (int)reader.Number("major version", 255);
        var minor = (int)reader.Number("minor version", 255);
        var timestamp = reader.Number("timestamp");
        var previous = reader.Hash("previous block's id");
        var nonceOffset = reader.Position;
        reader.Bytes(NonceSize, "nonce");
        var headerEnd = reader.Position;
        var miner = MinerTransaction.Read(ref reader, blob);
        var hashes = ReadHashes(ref reader);
        if (reader.Problem is null && reader.Remaining > 0)
        {
            reader.Fail($"{reader.Remaining} bytes follow the block's end at byte {reader.Position}");
        }

        problem = reader.Problem;
        if (problem is not null || miner is null)
        {
            return null;
        }

        var root = TreeHash.Root([miner.Hash, .. hashes]);
        var hashingBlob = WriteHashingBlob(blob[..headerEnd], root, hashes.Length + 1);
        var id = BlockId.Of(blob, miner.Height, hashingBlob);
        return new MoneroBlock(
            major, minor, timestamp, previous, nonceOffset, miner, hashes, root, hashingBlob, id);
    }

    private static Hash32[] ReadHashes(ref BlobReader reader)
    {
        var hashes = new Hash32[reader.Count("number of transactions", Hash32.Size)];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = reader.Hash("transaction hash");
        }

        return hashes;
    }

    private static byte[] WriteHashingBlob(ReadOnlySpan<byte> header, Hash32 root, int count)
    {
        var blob = new byte[header.Length + Hash32.Size + VarInt.Length((ulong)count)];
        header.CopyTo(blob);
        root.CopyTo(blob.AsSpan(header.Length));
        VarInt.Write(blob.AsSpan(header.Length + Hash32.Size), (ulong)count);
        return blob;
    }
}

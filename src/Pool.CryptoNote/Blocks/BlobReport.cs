using System.Globalization;

namespace Pool.CryptoNote.Blocks;

/// <summary>Everything that a block or template says, for people: what <c>pool blob</c> prints.</summary>
/// <param name="Fields">In the order of the blob, then what is computed from it.</param>
/// <param name="Problem">Why the blob is no block, or null.</param>
public sealed record BlobReport(IReadOnlyList<BlobField> Fields, string? Problem)
{
    public static BlobReport Read(ReadOnlySpan<byte> blob)
    {
        var block = MoneroBlock.Parse(blob, out var problem);
        if (block is null)
        {
            return new BlobReport([], problem);
        }

        List<BlobField> fields = [];
        var nonce = blob.Slice(block.NonceOffset, MoneroBlock.NonceSize);
        Add(fields, "major version", block.MajorVersion);
        Add(fields, "minor version", block.MinorVersion);
        Add(fields, "timestamp", block.Timestamp);
        fields.Add(new BlobField("previous block", block.PreviousHash.ToString()));
        fields.Add(new BlobField("nonce", Convert.ToHexStringLower(nonce)));
        Add(fields, "nonce offset", block.NonceOffset);
        AddMiner(fields, block.MinerTransaction);
        AddExtra(fields, block.MinerTransaction.Extra, blob);
        Add(fields, "transactions", block.TransactionCount);
        fields.AddRange(block.TransactionHashes.Select(hash => new BlobField("transaction", hash.ToString())));
        fields.Add(new BlobField("miner transaction", block.MinerTransaction.Hash.ToString()));
        fields.Add(new BlobField("tree root", block.TreeRoot.ToString()));
        fields.Add(new BlobField("hashing blob", Convert.ToHexStringLower(block.HashingBlob)));
        fields.Add(new BlobField("block id", block.Id.ToString()));
        return new BlobReport(fields, null);
    }

    private static void AddMiner(List<BlobField> fields, MinerTransaction miner)
    {
        Add(fields, "miner transaction version", miner.Version);
        Add(fields, "unlock height", miner.UnlockHeight);
        Add(fields, "height", miner.Height);
        Add(fields, "outputs", miner.Outputs.Count);
        foreach (var output in miner.Outputs)
        {
            var tag = output.ViewTag is { } viewTag ? $", view tag {viewTag:x2}" : "";
            var text = string.Create(CultureInfo.InvariantCulture, $"{output.Amount} to {output.Key}{tag}");
            fields.Add(new BlobField("output", text));
        }
    }

    private static void AddExtra(List<BlobField> fields, TransactionExtra extra, ReadOnlySpan<byte> blob)
    {
        foreach (var part in extra.Fields)
        {
            var payload = Convert.ToHexStringLower(blob.Slice(part.Offset, part.Length));
            fields.Add(new BlobField(NameOf(part.Tag), $"{payload} at {part.Offset.ToString(CultureInfo.InvariantCulture)}"));
        }

        if (extra.Problem is { } problem)
        {
            fields.Add(new BlobField("rest of the extra", $"not readable: {problem}"));
        }
    }

    private static string NameOf(byte tag) => tag switch
    {
        TransactionExtra.PublicKeyTag => "transaction key",
        TransactionExtra.NonceTag => "reserved bytes",
        TransactionExtra.MergeMiningTag => "merge mining",
        TransactionExtra.AdditionalKeysTag => "additional keys",
        TransactionExtra.PaddingTag => "padding",
        _ => $"extra field {tag:x2}",
    };

    private static void Add(List<BlobField> fields, string name, long value) =>
        fields.Add(new BlobField(name, value.ToString(CultureInfo.InvariantCulture)));
}

/// <param name="Name">A name may come several times: each output, each transaction.</param>
public sealed record BlobField(string Name, string Value);

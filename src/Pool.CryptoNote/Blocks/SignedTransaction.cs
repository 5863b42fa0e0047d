using Pool.Hashing;

namespace Pool.CryptoNote.Blocks;

/// <summary>What a signed transaction says in clear: its hash, what it spends and its fee. Types of signature 4 to 6.</summary>
/// <param name="Fee">Atomic units.</param>
public sealed record SignedTransaction(Hash32 Hash, IReadOnlyList<Hash32> KeyImages, int Outputs, long Fee)
{
    private const byte KeyInput = 0x02;
    private const byte KeyOutput = 0x02;
    private const byte TaggedKeyOutput = 0x03;

    /// <summary>An encrypted amount and a commitment for each output.</summary>
    private const int SignatureBytesOfOutput = 8 + Hash32.Size;

    /// <summary>Takes a blob apart, whoever made it; never throws.</summary>
    /// <returns>The transaction, or null and what is wrong with it.</returns>
    public static SignedTransaction? Parse(ReadOnlySpan<byte> blob, out string? problem)
    {
        var reader = new BlobReader(blob);
        if (reader.Number("version") != 2)
        {
            reader.Fail("its version is not 2");
        }

        reader.Number("unlock height");
        var images = ReadInputs(ref reader);
        var outputs = ReadOutputs(ref reader);
        reader.Bytes(reader.Count("length of the extra", 1), "extra");
        var prefixEnd = reader.Position;
        var type = reader.Byte("type of the signatures");
        if (type is < 4 or > 6)
        {
            reader.Fail($"its signatures have type {type}; 4 to 6 are known");
        }

        var fee = reader.Number("fee");
        reader.Bytes(outputs * SignatureBytesOfOutput, "amounts and commitments");
        problem = reader.Problem;
        return problem is null
            ? new SignedTransaction(HashOf(blob, prefixEnd, reader.Position), images, outputs, fee)
            : null;
    }

    private static List<Hash32> ReadInputs(ref BlobReader reader)
    {
        // Type, amount, number of ring members, one of them, key image.
        var count = reader.Count("number of inputs", 4 + Hash32.Size);
        var images = new List<Hash32>(count);
        for (var i = 0; i < count && reader.Problem is null; i++)
        {
            if (reader.Byte("type of the input") != KeyInput)
            {
                reader.Fail($"input {i} does not spend an output");
            }

            reader.Number("amount");
            var ring = reader.Count("number of ring members", 1);
            for (var member = 0; member < ring && reader.Problem is null; member++)
            {
                reader.Number("ring member");
            }

            images.Add(reader.Hash("key image"));
        }

        return images;
    }

    private static int ReadOutputs(ref BlobReader reader)
    {
        var count = reader.Count("number of outputs", 2 + Hash32.Size);
        for (var i = 0; i < count && reader.Problem is null; i++)
        {
            reader.Number("amount");
            var type = reader.Byte("type of the output");
            if (type is not (KeyOutput or TaggedKeyOutput))
            {
                reader.Fail($"output {i} has the unknown type {type:x2}");
            }

            reader.Bytes(type == TaggedKeyOutput ? Hash32.Size + 1 : Hash32.Size, "key of the output");
        }

        return count;
    }

    /// <summary>keccak over the hashes of its three parts: prefix, what the signatures say in clear, the proofs.</summary>
    private static Hash32 HashOf(ReadOnlySpan<byte> blob, int prefixEnd, int clearEnd)
    {
        Span<byte> parts = stackalloc byte[3 * Hash32.Size];
        Keccak.Hash256(blob[..prefixEnd], parts);
        Keccak.Hash256(blob[prefixEnd..clearEnd], parts[Hash32.Size..]);
        Keccak.Hash256(blob[clearEnd..], parts[(2 * Hash32.Size)..]);
        Keccak.Hash256(parts, parts);
        return new Hash32(parts[..Hash32.Size]);
    }
}

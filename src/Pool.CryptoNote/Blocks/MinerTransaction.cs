using Pool.Hashing;

namespace Pool.CryptoNote.Blocks;

/// <summary>One output of a miner transaction.</summary>
/// <param name="Amount">Atomic units, in clear.</param>
/// <param name="ViewTag">Present since hard fork 15.</param>
public sealed record MinerOutput(long Amount, Hash32 Key, byte? ViewTag);

/// <summary>The transaction that creates a block's reward.</summary>
/// <param name="Version">1, or 2 since hard fork 4.</param>
/// <param name="UnlockHeight">The outputs are locked until this height.</param>
/// <param name="Height">Of its block, as its only input says.</param>
/// <param name="Offset">Where it begins within the block's blob.</param>
/// <param name="PrefixEnd">Where its extra ends; version 2 has one more byte.</param>
/// <param name="Total">Sum of the outputs, within 63 bits.</param>
public sealed record MinerTransaction(
    int Version,
    long UnlockHeight,
    long Height,
    IReadOnlyList<MinerOutput> Outputs,
    TransactionExtra Extra,
    int Offset,
    int PrefixEnd,
    long Total,
    Hash32 Hash)
{
    private const byte CoinbaseInput = 0xFF;
    private const byte KeyOutput = 0x02;
    private const byte TaggedKeyOutput = 0x03;

    /// <summary>Amount, type and key: the least that an output takes.</summary>
    private const int LeastOutputBytes = 1 + 1 + Hash32.Size;

    /// <summary>keccak of the single byte 00, which a version 2 miner transaction has for ring signatures.</summary>
    private static ReadOnlySpan<byte> EmptySignaturesHash =>
    [
        0xbc, 0x36, 0x78, 0x9e, 0x7a, 0x1e, 0x28, 0x14, 0x36, 0x46, 0x42, 0x29, 0x82, 0x8f, 0x81, 0x7d,
        0x66, 0x12, 0xf7, 0xb4, 0x77, 0xd6, 0x65, 0x91, 0xff, 0x96, 0xa9, 0xe0, 0x64, 0xbc, 0xc9, 0x8a,
    ];

    internal static MinerTransaction? Read(ref BlobReader reader, ReadOnlySpan<byte> blob)
    {
        var offset = reader.Position;
        var version = (int)reader.Number("version of the miner transaction", 255);
        if (reader.Problem is null && version is not (1 or 2))
        {
            reader.Fail($"the miner transaction has version {version}; 1 and 2 are known");
        }

        var unlock = reader.Number("unlock height");
        var height = ReadInput(ref reader);
        var (outputs, total) = ReadOutputs(ref reader);
        var extraLength = reader.Count("length of the extra", 1);
        var extraOffset = reader.Position;
        var extra = TransactionExtra.Read(reader.Bytes(extraLength, "extra"), extraOffset);
        var prefixEnd = reader.Position;
        if (version == 2 && reader.Byte("type of the signatures") != 0)
        {
            reader.Fail("the miner transaction has ring signatures");
        }

        if (reader.Problem is not null)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak.Hash256(blob[offset..prefixEnd], hash);
        FinishHash(version, hash);
        return new MinerTransaction(
            version, unlock, height, outputs, extra, offset, prefixEnd, total, new Hash32(hash));
    }

    /// <summary>
    /// Turns the hash of the prefix into that of the transaction, in place. Version 1 has nothing but the prefix; version 2
    /// is keccak(prefix hash || hash of the empty signatures || 32 zero bytes).
    /// </summary>
    internal static void FinishHash(int version, Span<byte> hash)
    {
        if (version == 1)
        {
            return;
        }

        Span<byte> parts = stackalloc byte[3 * Hash32.Size];
        parts.Clear();
        hash.CopyTo(parts);
        EmptySignaturesHash.CopyTo(parts[Hash32.Size..]);
        Keccak.Hash256(parts, hash);
    }

    private static long ReadInput(ref BlobReader reader)
    {
        var inputs = reader.Number("number of inputs");
        if (inputs != 1)
        {
            reader.Fail($"the miner transaction has {inputs} inputs, not 1");
        }

        var type = reader.Byte("type of the input");
        if (type != CoinbaseInput)
        {
            reader.Fail($"the miner transaction's input has type {type:x2}, not {CoinbaseInput:x2}");
        }

        return reader.Number("height");
    }

    private static (List<MinerOutput> Outputs, long Total) ReadOutputs(ref BlobReader reader)
    {
        var count = reader.Count("number of outputs", LeastOutputBytes);
        var outputs = new List<MinerOutput>(count);
        long total = 0;
        for (var i = 0; i < count && reader.Problem is null; i++)
        {
            // The rest up to 2^63 is the most that this output may add, so the sum cannot overflow.
            var amount = reader.Number("amount", long.MaxValue - total);
            var type = reader.Byte("type of the output");
            if (type is not (KeyOutput or TaggedKeyOutput))
            {
                reader.Fail($"output {i} has the unknown type {type:x2}");
            }

            var key = reader.Hash("key of the output");
            byte? tag = type == TaggedKeyOutput ? reader.Byte("view tag") : null;
            outputs.Add(new MinerOutput(amount, key, tag));
            total += amount;
        }

        return (outputs, total);
    }
}

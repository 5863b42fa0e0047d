using Pool.Core.Templates;
using Pool.Hashing;

namespace Pool.CryptoNote.Blocks;

/// <summary>
/// A template made ready for any number of jobs. Each extra nonce gives another miner transaction, root and hashing blob;
/// what they have in common is hashed once: the sponge stands at the first reserved byte, the other transactions are their
/// merkle branch. A job then costs the transaction's tail and one keccak a level, and allocates nothing. Thread-safe.
/// </summary>
public sealed class TemplateBlobs
{
    private readonly byte[] _blob;
    private readonly int _reservedOffset;
    private readonly int _prefixEnd;
    private readonly int _transactionVersion;
    private readonly KeccakSponge _beforeReserved;
    private readonly Hash32[] _branch;
    private readonly byte[] _hashingBlob;
    private readonly int _rootOffset;

    /// <param name="template">A checked one, see <see cref="MoneroTemplateReader"/>.</param>
    /// <exception cref="ArgumentException">It cannot be parsed: it was never checked.</exception>
    public TemplateBlobs(BlockTemplate template)
    {
        _blob = template.Blob.ToArray();
        var block = MoneroBlock.Parse(_blob, out var problem)
            ?? throw new ArgumentException($"template {template.Id} cannot be parsed: {problem}", nameof(template));
        var miner = block.MinerTransaction;
        if (template.ReservedOffset < miner.Extra.Offset || template.ReservedOffset + ExtraNonce.Size > miner.PrefixEnd)
        {
            throw new ArgumentException(
                $"template {template.Id} reserves bytes at {template.ReservedOffset}, outside the extra", nameof(template));
        }

        Template = template;
        NonceOffset = block.NonceOffset;
        _reservedOffset = template.ReservedOffset;
        _prefixEnd = miner.PrefixEnd;
        _transactionVersion = miner.Version;
        _beforeReserved.Absorb(_blob.AsSpan(miner.Offset.._reservedOffset));
        _branch = TreeHash.Branch([miner.Hash, .. block.TransactionHashes]);
        _hashingBlob = block.HashingBlob;
        _rootOffset = block.NonceOffset + MoneroBlock.NonceSize;
    }

    public BlockTemplate Template { get; }

    /// <summary>Where the miner's four nonce bytes go in the hashing blob.</summary>
    public int NonceOffset { get; }

    /// <summary>76 bytes below 128 transactions, 77 above.</summary>
    public int HashingBlobLength => _hashingBlob.Length;

    /// <summary>Writes what a miner hashes for one job, with the nonce as the template has it: zero.</summary>
    /// <param name="destination">At least <see cref="HashingBlobLength"/> bytes.</param>
    /// <param name="spare">What a proxy filled in: empty, or 1 to 8 bytes.</param>
    public void WriteHashingBlob(in ExtraNonce extraNonce, Span<byte> destination, ReadOnlySpan<byte> spare = default)
    {
        Span<byte> reserved = stackalloc byte[ExtraNonce.Size];
        FillReserved(extraNonce, spare, reserved);
        Span<byte> hash = stackalloc byte[Hash32.Size];
        var sponge = _beforeReserved;
        sponge.Absorb(reserved);
        sponge.Absorb(_blob.AsSpan((_reservedOffset + ExtraNonce.Size).._prefixEnd));
        sponge.Finish(hash);
        MinerTransaction.FinishHash(_transactionVersion, hash);

        _hashingBlob.CopyTo(destination);
        TreeHash.Fold(new Hash32(hash), _branch).CopyTo(destination[_rootOffset..]);
    }

    /// <summary>The whole block to hand in, with the job's extra nonce and the miner's nonce, and its id.</summary>
    /// <param name="nonce">Four bytes as the miner sent them.</param>
    /// <param name="spare">What a proxy filled in: empty, or 1 to 8 bytes.</param>
    public SolvedBlock Solve(in ExtraNonce extraNonce, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> spare = default)
    {
        if (nonce.Length != MoneroBlock.NonceSize)
        {
            throw new ArgumentException($"a nonce has {MoneroBlock.NonceSize} bytes, not {nonce.Length}", nameof(nonce));
        }

        var blob = _blob.AsSpan().ToArray();
        nonce.CopyTo(blob.AsSpan(NonceOffset));
        FillReserved(extraNonce, spare, blob.AsSpan(_reservedOffset, ExtraNonce.Size));

        var hashingBlob = new byte[HashingBlobLength];
        WriteHashingBlob(extraNonce, hashingBlob, spare);
        nonce.CopyTo(hashingBlob.AsSpan(NonceOffset));
        return new SolvedBlock(blob, BlockId.Of(hashingBlob));
    }

    private static void FillReserved(in ExtraNonce extraNonce, ReadOnlySpan<byte> spare, Span<byte> reserved)
    {
        if (spare.Length > ExtraNonce.Size - ExtraNonce.SpareOffset)
        {
            throw new ArgumentException($"{spare.Length} spare bytes are more than there are", nameof(spare));
        }

        reserved.Clear();
        extraNonce.Write(reserved);
        spare.CopyTo(reserved[ExtraNonce.SpareOffset..]);
    }
}

/// <summary>A block that a miner has solved.</summary>
/// <param name="Blob">What a node takes.</param>
public sealed record SolvedBlock(byte[] Blob, Hash32 Id);

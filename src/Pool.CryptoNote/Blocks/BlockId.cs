using Pool.Hashing;

namespace Pool.CryptoNote.Blocks;

/// <summary>Block ids: keccak over the length of the hashing blob and the hashing blob.</summary>
public static class BlockId
{
    private const long OddHeight = 202_612;

    // A bug of 2014 in the tree hash miscounted the 514 transactions of mainnet's block 202612. Its wrong id stands in the
    // chain since, so this one block, told by its whole blob, has it by decree.
    private static readonly Hash32 OddBlob = Hash32.Parse("3a8a2b3a29b50fc86ff73dd087ea43c6f0d6b8f936c849194d5c84c737903966");
    private static readonly Hash32 OddId = Hash32.Parse("bbd604d2ba11ba27935e006ed39c9bfdd99b76bf4a50654bc1e1e61217962698");

    /// <param name="hashingBlob">Header, root and number of transactions, see <see cref="MoneroBlock.HashingBlob"/>.</param>
    public static Hash32 Of(ReadOnlySpan<byte> hashingBlob)
    {
        Span<byte> length = stackalloc byte[VarInt.MaxBytes];
        Span<byte> hash = stackalloc byte[Hash32.Size];
        var sponge = new KeccakSponge();
        sponge.Absorb(length[..VarInt.Write(length, (ulong)hashingBlob.Length)]);
        sponge.Absorb(hashingBlob);
        sponge.Finish(hash);
        return new Hash32(hash);
    }

    /// <summary>The id of a whole block.</summary>
    internal static Hash32 Of(ReadOnlySpan<byte> blob, long height, ReadOnlySpan<byte> hashingBlob)
    {
        if (height != OddHeight)
        {
            return Of(hashingBlob);
        }

        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak.Hash256(blob, hash);
        return new Hash32(hash) == OddBlob ? OddId : Of(hashingBlob);
    }
}

using Pool.CryptoNote.Blocks;
using Pool.Hashing;

namespace Pool.CryptoNote.Keys;

/// <summary>
/// The secret that the sender and the receiver of a transaction share: D = 8·a·R, with the receiver's secret view key a and
/// the transaction's public key R. It gives the one-time keys of the receiver's outputs.
/// </summary>
public sealed class KeyDerivation
{
    private readonly byte[] _shared = new byte[CurvePoint.Size];

    private KeyDerivation(CurvePoint shared) => shared.Compress(_shared);

    /// <summary>D, 32 bytes. It reveals which outputs are the receiver's: not for logs.</summary>
    public ReadOnlySpan<byte> Shared => _shared;

    /// <returns>Null when <paramref name="transactionKey"/> is no point of the curve.</returns>
    public static KeyDerivation? Create(ReadOnlySpan<byte> viewSecret, Hash32 transactionKey) =>
        CurvePoint.TryDecompress(transactionKey.ToArray(), out var point)
            ? new KeyDerivation(point.Multiply(viewSecret).TimesEight())
            : null;

    /// <summary>The one-time key that pays an address in output <paramref name="index"/>: Hs(D, index)·G + B.</summary>
    public Hash32 OutputKey(CurvePoint spendKey, int index)
    {
        Span<byte> scalar = stackalloc byte[Hash32.Size];
        HashWithIndex([], index, scalar);

        // Hs is meant modulo the order of G; G cannot tell the difference, so it is not reduced.
        Span<byte> key = stackalloc byte[CurvePoint.Size];
        (CurvePoint.Generator.Multiply(scalar) + spendKey).Compress(key);
        return new Hash32(key);
    }

    /// <summary>One byte that spares the receiver the curve arithmetic for 255 of 256 outputs that are not its own.</summary>
    public byte ViewTag(int index)
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        HashWithIndex("view_tag"u8, index, hash);
        return hash[0];
    }

    private void HashWithIndex(ReadOnlySpan<byte> salt, int index, Span<byte> hash)
    {
        Span<byte> suffix = stackalloc byte[VarInt.MaxBytes];
        var sponge = new KeccakSponge();
        sponge.Absorb(salt);
        sponge.Absorb(_shared);
        sponge.Absorb(suffix[..VarInt.Write(suffix, (ulong)index)]);
        sponge.Finish(hash);
    }
}

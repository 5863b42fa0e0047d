using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Blocks;

namespace Pool.CryptoNote.Keys;

/// <summary>What it takes to see the pool's income: its address and the secret view key. It cannot spend.</summary>
public sealed class PoolKeys
{
    private readonly CurvePoint _spendKey;
    private readonly byte[] _viewSecret;

    /// <param name="address">A standard address.</param>
    /// <param name="viewSecret">Secret view key, 32 bytes, as the wallet gives it.</param>
    /// <exception cref="ArgumentException">The view key is not the address's.</exception>
    public PoolKeys(DecodedAddress address, ReadOnlySpan<byte> viewSecret)
    {
        if (viewSecret.Length != CurvePoint.Size)
        {
            throw new ArgumentException(
                $"a secret view key has {CurvePoint.Size} bytes, not {viewSecret.Length}", nameof(viewSecret));
        }

        Span<byte> viewKey = stackalloc byte[CurvePoint.Size];
        CurvePoint.Generator.Multiply(viewSecret).Compress(viewKey);
        if (new Hash32(viewKey) != address.ViewKey
            || !CurvePoint.TryDecompress(address.SpendKey.ToArray(), out _spendKey))
        {
            throw new ArgumentException(
                $"the secret view key does not belong to {address.Shortened}; is another wallet open?", nameof(viewSecret));
        }

        Address = address;
        _viewSecret = viewSecret.ToArray();
    }

    public DecodedAddress Address { get; }

    /// <summary>What a miner transaction pays to the pool, atomic units; 0 when it is somebody else's.</summary>
    /// <remarks>Amounts of a parsed transaction sum up within 63 bits.</remarks>
    public long PaidBy(MinerTransaction transaction)
    {
        var shared = transaction.Extra.TransactionKeys
            .Select(key => KeyDerivation.Create(_viewSecret, key)).OfType<KeyDerivation>().ToArray();
        long paid = 0;
        for (var i = 0; i < transaction.Outputs.Count; i++)
        {
            var output = transaction.Outputs[i];
            if (Array.Exists(shared, derivation => Owns(derivation, i, output)) || OwnsByAdditionalKey(transaction, i))
            {
                paid += output.Amount;
            }
        }

        return paid;
    }

    private bool OwnsByAdditionalKey(MinerTransaction transaction, int index) =>
        index < transaction.Extra.AdditionalKeys.Count
        && KeyDerivation.Create(_viewSecret, transaction.Extra.AdditionalKeys[index]) is { } derivation
        && Owns(derivation, index, transaction.Outputs[index]);

    private bool Owns(KeyDerivation derivation, int index, MinerOutput output) =>
        (output.ViewTag is not { } tag || tag == derivation.ViewTag(index))
        && derivation.OutputKey(_spendKey, index) == output.Key;
}

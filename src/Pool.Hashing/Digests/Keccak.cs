using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pool.Hashing;

/// <summary>Keccak as CryptoNote uses it: rate 136 bytes, the original 0x01 padding (not SHA-3's 0x06).</summary>
public static class Keccak
{
    /// <summary>Bytes of a Keccak-256 hash.</summary>
    public const int HashBytes = 32;

    /// <summary>Bytes absorbed per permutation: 200 - 2 * 32.</summary>
    public const int Rate = 136;

    /// <summary>Bytes of the whole state, which CryptoNight takes as its seed.</summary>
    public const int StateBytes = 200;

    /// <summary>Keccak-256 of <paramref name="data"/> into <paramref name="hash"/>, which holds at least 32 bytes.</summary>
    [SkipLocalsInit]
    public static void Hash256(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        var sponge = new KeccakSponge();
        sponge.Absorb(data);
        sponge.Finish(hash[..HashBytes]);
    }

    /// <summary>All 200 bytes of the state after <paramref name="data"/>: monero's keccak1600.</summary>
    public static void State1600(ReadOnlySpan<byte> data, Span<byte> state)
    {
        var sponge = new KeccakSponge();
        sponge.Absorb(data);
        sponge.Finish(state[..StateBytes]);
    }

    /// <summary>Applies Keccak-f[1600] to a 200-byte state in place.</summary>
    public static void Permute(Span<byte> state) => KeccakPermutation.Apply(MemoryMarshal.Cast<byte, ulong>(state[..StateBytes]));
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pool.Hashing.CryptoNight;

/// <summary>The first ten round keys of AES-256's key schedule; CryptoNight uses no more.</summary>
[InlineArray(Rounds)]
internal struct AesKeys
{
    public const int Rounds = 10;

    private const int KeyWords = 8;

    private Vector128<byte> _key;

    /// <summary>Expands a key of 32 bytes.</summary>
    public static void Expand(ReadOnlySpan<byte> key, out AesKeys keys)
    {
        keys = default;
        var words = MemoryMarshal.Cast<Vector128<byte>, uint>((Span<Vector128<byte>>)keys);
        MemoryMarshal.Cast<byte, uint>(key[..32]).CopyTo(words);
        uint roundConstant = 1;
        for (var i = KeyWords; i < words.Length; i++)
        {
            var word = words[i - 1];
            if (i % KeyWords == 0)
            {
                word = Substitute(uint.RotateRight(word, 8)) ^ roundConstant;
                roundConstant <<= 1;
            }
            else if (i % KeyWords == KeyWords / 2)
            {
                word = Substitute(word);
            }

            words[i] = words[i - KeyWords] ^ word;
        }
    }

    private static uint Substitute(uint word)
    {
        var sbox = AesTables.Sbox;
        return sbox[(byte)word]
            | ((uint)sbox[(byte)(word >> 8)] << 8)
            | ((uint)sbox[(byte)(word >> 16)] << 16)
            | ((uint)sbox[(byte)(word >> 24)] << 24);
    }
}

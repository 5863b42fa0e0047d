using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pool.Hashing;

/// <summary>BLAKE2b without a key (RFC 7693), 1 to 64 bytes of output.</summary>
internal static class Blake2b
{
    public const int MaximumHashBytes = 64;

    private const int BlockBytes = 128;
    private const int Rounds = 12;

    private static ReadOnlySpan<ulong> InitialValue =>
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    /// <summary>Hashes <paramref name="data"/>; the length of <paramref name="hash"/> is part of the hash.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<ulong> chain = stackalloc ulong[8];
        InitialValue.CopyTo(chain);
        chain[0] ^= 0x01010000u | (uint)hash.Length;
        ulong counted = 0;
        while (data.Length > BlockBytes)
        {
            counted += BlockBytes;
            Compress(chain, MemoryMarshal.Cast<byte, ulong>(data[..BlockBytes]), counted, last: false);
            data = data[BlockBytes..];
        }

        Span<byte> block = stackalloc byte[BlockBytes];
        block.Clear();
        data.CopyTo(block);
        Compress(chain, MemoryMarshal.Cast<byte, ulong>(block), counted + (ulong)data.Length, last: true);
        MemoryMarshal.AsBytes(chain)[..hash.Length].CopyTo(hash);
    }

    [SkipLocalsInit]
    private static void Compress(Span<ulong> chain, ReadOnlySpan<ulong> message, ulong counted, bool last)
    {
        Span<ulong> v = stackalloc ulong[16];
        chain.CopyTo(v);
        InitialValue.CopyTo(v[8..]);
        v[12] ^= counted;
        v[14] ^= last ? ulong.MaxValue : 0;
        for (var round = 0; round < Rounds; round++)
        {
            var order = BlakePermutations.OfRound(round);
            Mix(v, 0, 4, 8, 12, message[order[0]], message[order[1]]);
            Mix(v, 1, 5, 9, 13, message[order[2]], message[order[3]]);
            Mix(v, 2, 6, 10, 14, message[order[4]], message[order[5]]);
            Mix(v, 3, 7, 11, 15, message[order[6]], message[order[7]]);
            Mix(v, 0, 5, 10, 15, message[order[8]], message[order[9]]);
            Mix(v, 1, 6, 11, 12, message[order[10]], message[order[11]]);
            Mix(v, 2, 7, 8, 13, message[order[12]], message[order[13]]);
            Mix(v, 3, 4, 9, 14, message[order[14]], message[order[15]]);
        }

        for (var i = 0; i < chain.Length; i++)
        {
            chain[i] ^= v[i] ^ v[i + 8];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong first, ulong second)
    {
        v[a] += v[b] + first;
        v[d] = ulong.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = ulong.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + second;
        v[d] = ulong.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = ulong.RotateRight(v[b] ^ v[c], 63);
    }
}

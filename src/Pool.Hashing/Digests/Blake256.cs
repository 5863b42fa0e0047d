using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pool.Hashing;

/// <summary>BLAKE-256, the SHA-3 finalist with 14 rounds (not BLAKE2).</summary>
internal static class Blake256
{
    public const int HashBytes = 32;

    private const int BlockBytes = 64;
    private const int Rounds = 14;
    private const int LengthOffset = BlockBytes - sizeof(ulong);

    private static ReadOnlySpan<uint> InitialValue =>
        [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19];

    // The first digits of pi.
    private static ReadOnlySpan<uint> Constants =>
    [
        0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0, 0x082EFA98, 0xEC4E6C89,
        0x452821E6, 0x38D01377, 0xBE5466CF, 0x34E90C6C, 0xC0AC29B7, 0xC97C50DD, 0x3F84D5B5, 0xB5470917,
    ];

    /// <summary>Hashes <paramref name="data"/>; <paramref name="hash"/> may be the same memory.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<uint> chain = stackalloc uint[8];
        InitialValue.CopyTo(chain);
        var rest = data;
        ulong counted = 0;
        while (rest.Length >= BlockBytes)
        {
            counted += BlockBytes * 8;
            Compress(chain, rest, counted);
            rest = rest[BlockBytes..];
        }

        // Padding: 1, zeros, 1, length. A block that holds no bit of the message is counted as 0.
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Clear();
        rest.CopyTo(block);
        block[rest.Length] = 0x80;
        var total = (ulong)data.Length * 8;
        counted = rest.IsEmpty ? 0 : total;
        if (rest.Length >= LengthOffset)
        {
            Compress(chain, block, counted);
            block.Clear();
            counted = 0;
        }

        block[LengthOffset - 1] |= 0x01;
        BinaryPrimitives.WriteUInt64BigEndian(block[LengthOffset..], total);
        Compress(chain, block, counted);
        for (var i = 0; i < chain.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], chain[i]);
        }
    }

    [SkipLocalsInit]
    private static void Compress(Span<uint> chain, ReadOnlySpan<byte> block, ulong bits)
    {
        Span<uint> m = stackalloc uint[16];
        for (var i = 0; i < m.Length; i++)
        {
            m[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        }

        Span<uint> v = stackalloc uint[16];
        chain.CopyTo(v);
        Constants[..8].CopyTo(v[8..]);
        v[12] ^= (uint)bits;
        v[13] ^= (uint)bits;
        v[14] ^= (uint)(bits >> 32);
        v[15] ^= (uint)(bits >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var order = BlakePermutations.OfRound(round);
            Mix(v, 0, 4, 8, 12, m, order);
            Mix(v, 1, 5, 9, 13, m, order[2..]);
            Mix(v, 2, 6, 10, 14, m, order[4..]);
            Mix(v, 3, 7, 11, 15, m, order[6..]);
            Mix(v, 0, 5, 10, 15, m, order[8..]);
            Mix(v, 1, 6, 11, 12, m, order[10..]);
            Mix(v, 2, 7, 8, 13, m, order[12..]);
            Mix(v, 3, 4, 9, 14, m, order[14..]);
        }

        for (var i = 0; i < chain.Length; i++)
        {
            chain[i] ^= v[i] ^ v[i + 8];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(Span<uint> v, int a, int b, int c, int d, ReadOnlySpan<uint> m, ReadOnlySpan<byte> order)
    {
        v[a] += v[b] + (m[order[0]] ^ Constants[order[1]]);
        v[d] = uint.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = uint.RotateRight(v[b] ^ v[c], 12);
        v[a] += v[b] + (m[order[1]] ^ Constants[order[0]]);
        v[d] = uint.RotateRight(v[d] ^ v[a], 8);
        v[c] += v[d];
        v[b] = uint.RotateRight(v[b] ^ v[c], 7);
    }
}

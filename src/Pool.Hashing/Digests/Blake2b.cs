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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(Span<ulong> chain, ReadOnlySpan<ulong> message, ulong counted, bool last)
    {
        chain = chain[..8];
        var (v0, v1, v2, v3) = (chain[0], chain[1], chain[2], chain[3]);
        var (v4, v5, v6, v7) = (chain[4], chain[5], chain[6], chain[7]);
        var initial = InitialValue;
        var (v8, v9, v10, v11) = (initial[0], initial[1], initial[2], initial[3]);
        var (v12, v13, v14, v15) = (initial[4] ^ counted, initial[5], initial[6] ^ (last ? ulong.MaxValue : 0), initial[7]);
        ref var m = ref MemoryMarshal.GetReference(message[..16]);
        for (var round = 0; round < Rounds; round++)
        {
            ref var order = ref MemoryMarshal.GetReference(BlakePermutations.OfRound(round));
            Mix(ref v0, ref v4, ref v8, ref v12, ref m, ref order);
            Mix(ref v1, ref v5, ref v9, ref v13, ref m, ref Unsafe.Add(ref order, 2));
            Mix(ref v2, ref v6, ref v10, ref v14, ref m, ref Unsafe.Add(ref order, 4));
            Mix(ref v3, ref v7, ref v11, ref v15, ref m, ref Unsafe.Add(ref order, 6));
            Mix(ref v0, ref v5, ref v10, ref v15, ref m, ref Unsafe.Add(ref order, 8));
            Mix(ref v1, ref v6, ref v11, ref v12, ref m, ref Unsafe.Add(ref order, 10));
            Mix(ref v2, ref v7, ref v8, ref v13, ref m, ref Unsafe.Add(ref order, 12));
            Mix(ref v3, ref v4, ref v9, ref v14, ref m, ref Unsafe.Add(ref order, 14));
        }

        chain[0] ^= v0 ^ v8;
        chain[1] ^= v1 ^ v9;
        chain[2] ^= v2 ^ v10;
        chain[3] ^= v3 ^ v11;
        chain[4] ^= v4 ^ v12;
        chain[5] ^= v5 ^ v13;
        chain[6] ^= v6 ^ v14;
        chain[7] ^= v7 ^ v15;
    }

    /// <summary>G with the two message words that <paramref name="order"/> begins with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ref ulong message, ref byte order)
    {
        a += b + Unsafe.Add(ref message, order);
        d = ulong.RotateRight(d ^ a, 32);
        c += d;
        b = ulong.RotateRight(b ^ c, 24);
        a += b + Unsafe.Add(ref message, Unsafe.Add(ref order, 1));
        d = ulong.RotateRight(d ^ a, 16);
        c += d;
        b = ulong.RotateRight(b ^ c, 63);
    }
}

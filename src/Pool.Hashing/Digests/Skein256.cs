using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pool.Hashing;

/// <summary>Skein-512-256 (version 1.3): a state of 512 bits, 256 bits of output.</summary>
internal static class Skein256
{
    public const int HashBytes = 32;

    private const int Words = 8;
    private const int BlockBytes = 64;
    private const int Rounds = 72;
    private const ulong Parity = 0x1BD11BDAA9FC1A22; // C240 of Threefish's key schedule
    private const ulong First = 1UL << 62;
    private const ulong Final = 1UL << 63;
    private const ulong TypeConfiguration = 4UL << 56;
    private const ulong TypeMessage = 48UL << 56;
    private const ulong TypeOutput = 63UL << 56;

    private static readonly ulong[] InitialValue = Configure();

    // Rotation distances of the four pairs in eight rounds.
    private static ReadOnlySpan<byte> Rotations =>
    [
        46, 36, 19, 37,
        33, 27, 14, 42,
        17, 49, 36, 39,
        44, 9, 54, 56,
        39, 30, 34, 24,
        13, 50, 10, 17,
        25, 29, 39, 43,
        8, 35, 56, 22,
    ];

    /// <summary>Hashes <paramref name="data"/> into 32 bytes.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<ulong> chain = stackalloc ulong[Words];
        InitialValue.CopyTo(chain);
        Span<ulong> block = stackalloc ulong[Words];
        ulong position = 0;
        var flags = TypeMessage | First;
        while (data.Length > BlockBytes)
        {
            position += BlockBytes;
            Compress(chain, MemoryMarshal.Cast<byte, ulong>(data[..BlockBytes]), position, flags);
            flags = TypeMessage;
            data = data[BlockBytes..];
        }

        block.Clear();
        data.CopyTo(MemoryMarshal.AsBytes(block));
        Compress(chain, block, position + (ulong)data.Length, flags | Final);

        block.Clear(); // the output's block is its counter: 0
        Compress(chain, block, sizeof(ulong), TypeOutput | First | Final);
        MemoryMarshal.AsBytes(chain)[..HashBytes].CopyTo(hash);
    }

    /// <summary>Unique block iteration: Threefish-512 keyed by the chain, tweaked by position and type.</summary>
    [SkipLocalsInit]
    private static void Compress(Span<ulong> chain, ReadOnlySpan<ulong> block, ulong position, ulong flags)
    {
        Span<ulong> key = stackalloc ulong[Words + 1];
        chain.CopyTo(key);
        key[Words] = Parity;
        Span<ulong> v = stackalloc ulong[Words];
        for (var i = 0; i < Words; i++)
        {
            key[Words] ^= chain[i];
            v[i] = block[i];
        }

        ReadOnlySpan<ulong> tweak = [position, flags, position ^ flags];
        for (var round = 0; round < Rounds; round += 4)
        {
            AddKey(v, key, tweak, round / 4);
            var distances = Rotations.Slice(round % 8 * 4, 16);
            Mix(v, 0, 1, distances[0]);
            Mix(v, 2, 3, distances[1]);
            Mix(v, 4, 5, distances[2]);
            Mix(v, 6, 7, distances[3]);
            Mix(v, 2, 1, distances[4]);
            Mix(v, 4, 7, distances[5]);
            Mix(v, 6, 5, distances[6]);
            Mix(v, 0, 3, distances[7]);
            Mix(v, 4, 1, distances[8]);
            Mix(v, 6, 3, distances[9]);
            Mix(v, 0, 5, distances[10]);
            Mix(v, 2, 7, distances[11]);
            Mix(v, 6, 1, distances[12]);
            Mix(v, 0, 7, distances[13]);
            Mix(v, 2, 5, distances[14]);
            Mix(v, 4, 3, distances[15]);
        }

        AddKey(v, key, tweak, Rounds / 4);
        for (var i = 0; i < Words; i++)
        {
            chain[i] = v[i] ^ block[i];
        }
    }

    private static void AddKey(Span<ulong> v, ReadOnlySpan<ulong> key, ReadOnlySpan<ulong> tweak, int number)
    {
        for (var i = 0; i < Words; i++)
        {
            v[i] += key[(number + i) % (Words + 1)];
        }

        v[5] += tweak[number % 3];
        v[6] += tweak[(number + 1) % 3];
        v[7] += (ulong)number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(Span<ulong> v, int a, int b, int distance)
    {
        v[a] += v[b];
        v[b] = ulong.RotateLeft(v[b], distance) ^ v[a];
    }

    private static ulong[] Configure()
    {
        var chain = new ulong[Words];
        Compress(chain, [0x0000000133414853 /* "SHA3", version 1 */, HashBytes * 8, 0, 0, 0, 0, 0, 0], 32, TypeConfiguration | First | Final);
        return chain;
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pool.Hashing;

/// <summary>JH-256, the SHA-3 finalist, bit-sliced: 1024 bits as eight vectors, four of even and four of odd nibbles.</summary>
internal static class Jh256
{
    public const int HashBytes = 32;

    private const int BlockBytes = 64;
    private const int StateVectors = 8;
    private const int LengthBytes = 16;

    private static readonly Vector128<byte>[] Constants = JhConstants.Build();
    private static readonly Vector128<byte>[] InitialValue = Start();

    /// <summary>Hashes <paramref name="data"/> into 32 bytes.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<Vector128<byte>> state = stackalloc Vector128<byte>[StateVectors];
        InitialValue.CopyTo(state);
        var bits = (ulong)data.Length * 8;
        while (data.Length >= BlockBytes)
        {
            Compress(state, data[..BlockBytes]);
            data = data[BlockBytes..];
        }

        // At least a block of padding, so that the length never shares a block with the message.
        Span<byte> last = stackalloc byte[2 * BlockBytes];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x80;
        last = last[..(data.IsEmpty ? BlockBytes : 2 * BlockBytes)];
        BinaryPrimitives.WriteUInt64BigEndian(last[^sizeof(ulong)..], bits);
        for (; !last.IsEmpty; last = last[BlockBytes..])
        {
            Compress(state, last[..BlockBytes]);
        }

        MemoryMarshal.AsBytes(state)[^HashBytes..].CopyTo(hash);
    }

    private static Vector128<byte>[] Start()
    {
        var state = new Vector128<byte>[StateVectors];
        state[0] = Vector128<byte>.Zero.WithElement(0, (byte)(HashBytes * 8 / 256));
        Compress(state, new byte[BlockBytes]);
        return state;
    }

    private static void Compress(Span<Vector128<byte>> state, ReadOnlySpan<byte> block)
    {
        var message = MemoryMarshal.Cast<byte, Vector128<byte>>(block);
        for (var i = 0; i < message.Length; i++)
        {
            state[i] ^= message[i];
        }

        Permute(state);
        for (var i = 0; i < message.Length; i++)
        {
            state[message.Length + i] ^= message[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Permute(Span<Vector128<byte>> state)
    {
        // Vector 2k holds bit k of the even nibbles, vector 2k + 1 that of the odd ones.
        var (e0, o0, e1, o1) = (state[0], state[1], state[2], state[3]);
        var (e2, o2, e3, o3) = (state[4], state[5], state[6], state[7]);
        var constants = Constants;
        for (var round = 0; round < JhConstants.Rounds; round++)
        {
            Substitute(ref e0, ref e1, ref e2, ref e3, constants[2 * round]);
            Substitute(ref o0, ref o1, ref o2, ref o3, constants[(2 * round) + 1]);

            // The linear layer on each pair: odd += 2 * even, even += 2 * odd.
            o0 ^= e1;
            o1 ^= e2;
            o2 ^= e3 ^ e0;
            o3 ^= e0;
            e0 ^= o1;
            e1 ^= o2;
            e2 ^= o3 ^ o0;
            e3 ^= o0;

            var distance = JhConstants.Distance(round);
            o0 = Exchange(o0, distance);
            o1 = Exchange(o1, distance);
            o2 = Exchange(o2, distance);
            o3 = Exchange(o3, distance);
        }

        (state[0], state[1], state[2], state[3]) = (e0, o0, e1, o1);
        (state[4], state[5], state[6], state[7]) = (e2, o2, e3, o3);
    }

    /// <summary>Both S-boxes at once, as logic on bit planes; the selector's bits choose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Substitute(
        ref Vector128<byte> m0, ref Vector128<byte> m1, ref Vector128<byte> m2, ref Vector128<byte> m3, Vector128<byte> selector)
    {
        m3 = ~m3;
        m0 ^= ~m2 & selector;
        var both = selector ^ (m0 & m1);
        m0 ^= m2 & m3;
        m3 ^= ~m1 & m2;
        m1 ^= m0 & m2;
        m2 ^= m0 & ~m3;
        m0 ^= m1 | m3;
        m3 ^= m1 & m2;
        m1 ^= both & m0;
        m2 ^= both;
    }

    /// <summary>Exchanges bits, or groups of them, whose places differ by <paramref name="distance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Exchange(Vector128<byte> value, int distance) => distance switch
    {
        1 => ExchangeBits(value, 1, 0x55),
        2 => ExchangeBits(value, 2, 0x33),
        4 => ExchangeBits(value, 4, 0x0F),
        8 => ((value.AsUInt16() << 8) | (value.AsUInt16() >> 8)).AsByte(),
        16 => ((value.AsUInt32() << 16) | (value.AsUInt32() >> 16)).AsByte(),
        32 => ((value.AsUInt64() << 32) | (value.AsUInt64() >> 32)).AsByte(),
        _ => Vector128.Shuffle(value.AsUInt64(), Vector128.Create(1UL, 0UL)).AsByte(),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ExchangeBits(Vector128<byte> value, int distance, byte low)
    {
        var mask = Vector128.Create(low);
        return ((value.AsUInt64() << distance).AsByte() & ~mask) | ((value.AsUInt64() >> distance).AsByte() & mask);
    }
}

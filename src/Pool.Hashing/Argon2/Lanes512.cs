using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pool.Hashing.Argon2;

/// <summary>Eight words, AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> MultiplyAdd(Vector512<ulong> a, Vector512<ulong> b)
    {
        var product = Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());
        return a + b + (product + product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorRotate32(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.RotateRight(a ^ b, 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorRotate24(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.RotateRight(a ^ b, 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorRotate16(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.RotateRight(a ^ b, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorRotate63(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.RotateRight(a ^ b, 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ulong* from, ulong* to, int stride)
    {
        // Pairs of words first, then the 4 x 4 of 16-byte pieces.
        var (even0, odd0) = Pairs(from, stride);
        var (even1, odd1) = Pairs(from + (2 * stride), stride);
        var (even2, odd2) = Pairs(from + (4 * stride), stride);
        var (even3, odd3) = Pairs(from + (6 * stride), stride);
        Pieces(even0, even1, even2, even3, to, 2 * stride);
        Pieces(odd0, odd1, odd2, odd3, to + stride, 2 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> Even, Vector512<ulong> Odd) Pairs(ulong* from, int stride)
    {
        var first = Vector512.Load(from);
        var second = Vector512.Load(from + stride);
        return (Avx512F.UnpackLow(first, second), Avx512F.UnpackHigh(first, second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pieces(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d, ulong* to, int stride)
    {
        const byte LowHalves = 0x44, HighHalves = 0xEE, EvenPieces = 0x88, OddPieces = 0xDD;
        var abLow = Avx512F.Shuffle4x128(a, b, LowHalves);
        var abHigh = Avx512F.Shuffle4x128(a, b, HighHalves);
        var cdLow = Avx512F.Shuffle4x128(c, d, LowHalves);
        var cdHigh = Avx512F.Shuffle4x128(c, d, HighHalves);
        Avx512F.Shuffle4x128(abLow, cdLow, EvenPieces).Store(to);
        Avx512F.Shuffle4x128(abLow, cdLow, OddPieces).Store(to + stride);
        Avx512F.Shuffle4x128(abHigh, cdHigh, EvenPieces).Store(to + (2 * stride));
        Avx512F.Shuffle4x128(abHigh, cdHigh, OddPieces).Store(to + (3 * stride));
    }
}

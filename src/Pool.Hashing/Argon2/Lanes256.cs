using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pool.Hashing.Argon2;

/// <summary>Four words, AVX2.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> MultiplyAdd(Vector256<ulong> a, Vector256<ulong> b)
    {
        var product = Avx2.Multiply(a.AsUInt32(), b.AsUInt32());
        return a + b + (product + product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorRotate32(Vector256<ulong> a, Vector256<ulong> b) => Avx2.Shuffle((a ^ b).AsUInt32(), 0b10_11_00_01).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorRotate24(Vector256<ulong> a, Vector256<ulong> b) =>
        Avx2.Shuffle((a ^ b).AsByte(), Vector256.Create(Order24, Order24)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorRotate16(Vector256<ulong> a, Vector256<ulong> b) =>
        Avx2.Shuffle((a ^ b).AsByte(), Vector256.Create(Order16, Order16)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorRotate63(Vector256<ulong> a, Vector256<ulong> b)
    {
        var mixed = a ^ b;
        return (mixed + mixed) ^ (mixed >> 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ulong* from, ulong* to, int stride)
    {
        const byte LowHalves = 0x20, HighHalves = 0x31;
        var (row0, row1) = (Vector256.Load(from), Vector256.Load(from + stride));
        var (row2, row3) = (Vector256.Load(from + (2 * stride)), Vector256.Load(from + (3 * stride)));
        var (even0, odd0) = (Avx2.UnpackLow(row0, row1), Avx2.UnpackHigh(row0, row1));
        var (even1, odd1) = (Avx2.UnpackLow(row2, row3), Avx2.UnpackHigh(row2, row3));
        Avx2.Permute2x128(even0, even1, LowHalves).Store(to);
        Avx2.Permute2x128(odd0, odd1, LowHalves).Store(to + stride);
        Avx2.Permute2x128(even0, even1, HighHalves).Store(to + (2 * stride));
        Avx2.Permute2x128(odd0, odd1, HighHalves).Store(to + (3 * stride));
    }

    private static Vector128<byte> Order24 => Vector128.Create((byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);

    private static Vector128<byte> Order16 => Vector128.Create((byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);
}

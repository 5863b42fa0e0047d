using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pool.Hashing.Argon2;

/// <summary>Two words, by what every processor of this runtime has.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> MultiplyAdd(Vector128<ulong> a, Vector128<ulong> b)
    {
        var product = Vector128.Create(Product(a.ToScalar(), b.ToScalar()), Product(a[1], b[1]));
        return a + b + (product + product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> XorRotate32(Vector128<ulong> a, Vector128<ulong> b) => Rotate(a ^ b, 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> XorRotate24(Vector128<ulong> a, Vector128<ulong> b) => Rotate(a ^ b, 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> XorRotate16(Vector128<ulong> a, Vector128<ulong> b) => Rotate(a ^ b, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> XorRotate63(Vector128<ulong> a, Vector128<ulong> b) => Rotate(a ^ b, 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ulong* from, ulong* to, int stride)
    {
        var (a, b, c, d) = (from[0], from[1], from[stride], from[stride + 1]);
        (to[0], to[1], to[stride], to[stride + 1]) = (a, c, b, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Product(ulong a, ulong b) => (ulong)(uint)a * (uint)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Rotate(Vector128<ulong> a, int bits) => (a >> bits) | (a << (64 - bits));
}

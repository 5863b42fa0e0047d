using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pool.Hashing.Argon2;

/// <summary>Two words, by what every processor of this runtime has.</summary>
internal readonly unsafe struct Lanes128(Vector128<ulong> value) : ILanes<Lanes128>
{
    private readonly Vector128<ulong> _value = value;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ulong* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ulong* to) => value._value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor(Lanes128 a, Lanes128 b) => new(a._value ^ b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b)
    {
        var product = Vector128.Create(Product(a._value.ToScalar(), b._value.ToScalar()), Product(a._value[1], b._value[1]));
        return new(a._value + b._value + (product + product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 RotateRight32(Lanes128 a) => Rotate(a, 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 RotateRight24(Lanes128 a) => Rotate(a, 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 RotateRight16(Lanes128 a) => Rotate(a, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 RotateRight63(Lanes128 a) => Rotate(a, 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ulong* from, ulong* to, int stride)
    {
        var (a, b, c, d) = (from[0], from[1], from[stride], from[stride + 1]);
        (to[0], to[1], to[stride], to[stride + 1]) = (a, c, b, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Product(ulong a, ulong b) => (ulong)(uint)a * (uint)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128 Rotate(Lanes128 a, int bits) => new((a._value >> bits) | (a._value << (64 - bits)));
}

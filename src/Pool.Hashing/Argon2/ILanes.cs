namespace Pool.Hashing.Argon2;

/// <summary>Operations on vectors of 64-bit words, as a type parameter: one source of the block function for three widths.
/// Static methods on bare vectors, because the JIT gives up inlining when each value is wrapped once more.</summary>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    static abstract TVector Xor(TVector a, TVector b);

    /// <summary>BlaMka's a + b + 2 * low32(a) * low32(b).</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b);

    /// <summary>(a ^ b), each word rotated right by the number of bits in the name.</summary>
    static abstract TVector XorRotate32(TVector a, TVector b);

    static abstract TVector XorRotate24(TVector a, TVector b);

    static abstract TVector XorRotate16(TVector a, TVector b);

    static abstract TVector XorRotate63(TVector a, TVector b);

    /// <summary>Transposes a square as wide as a vector, with rows <paramref name="stride"/> words apart, into another.</summary>
    static abstract void Transpose(ulong* from, ulong* to, int stride);
}

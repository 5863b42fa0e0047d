namespace Pool.Hashing.Argon2;

/// <summary>A vector of 64-bit words, as a type parameter: one source of the block function for three widths.</summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Words in a vector: 2, 4 or 8.</summary>
    static abstract int Width { get; }

    static abstract TSelf Load(ulong* from);

    static abstract void Store(TSelf value, ulong* to);

    static abstract TSelf Xor(TSelf a, TSelf b);

    /// <summary>BlaMka's a + b + 2 * low32(a) * low32(b).</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b);

    static abstract TSelf RotateRight32(TSelf a);

    static abstract TSelf RotateRight24(TSelf a);

    static abstract TSelf RotateRight16(TSelf a);

    static abstract TSelf RotateRight63(TSelf a);

    /// <summary>Transposes a square of Width rows whose starts are <paramref name="stride"/> words apart, into another.</summary>
    static abstract void Transpose(ulong* from, ulong* to, int stride);
}

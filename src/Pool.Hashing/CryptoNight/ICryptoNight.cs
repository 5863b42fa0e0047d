namespace Pool.Hashing.CryptoNight;

/// <summary>One member of the family, as a type parameter: its properties are constants to the JIT, so no loop contains a
/// branch on the variant.</summary>
internal interface ICryptoNight
{
    /// <summary>Bytes of scratchpad.</summary>
    static abstract int Memory { get; }

    /// <summary>Turns of the main loop; each reads and writes two places.</summary>
    static abstract int Turns { get; }

    /// <summary>What of an address is used: a multiple of 16 within the scratchpad.</summary>
    static abstract int Mask { get; }

    static abstract CryptoNightTraits Traits { get; }
}

/// <summary>How a variant differs from cn/0.</summary>
[Flags]
internal enum CryptoNightTraits
{
    None = 0,

    /// <summary>Variant 1: one byte of each written block is altered, and input and state tweak the other.</summary>
    Tweak = 1,

    /// <summary>The tweaked half is also combined with the other half (ipbc, bittube).</summary>
    TweakLow = 2,

    /// <summary>Variant 2: the other three blocks of a cache line are shuffled; division and square root.</summary>
    Shuffle = 4,

    /// <summary>Two of the three blocks change places in the shuffle (reverse waltz).</summary>
    Reversed = 8,

    /// <summary>Variant 4: a random program of the height instead of division and square root.</summary>
    RandomMath = 16,

    /// <summary>More mixing when filling and folding, and a division in every turn.</summary>
    Heavy = 32,

    /// <summary>Heavy: the divisor enters the index inverted (haven).</summary>
    Inverted = 64,

    /// <summary>The round's columns feed each other (bittube).</summary>
    ColumnAes = 128,

    /// <summary>Single-precision arithmetic before the round (conceal).</summary>
    Floats = 256,
}

namespace Pool.Hashing.RandomX;

/// <summary>randomx_flags of randomx.h, those that are used here.</summary>
[Flags]
internal enum RandomXFlags
{
    None = 0,
    LargePages = 1,
    HardAes = 2,
    FullMemory = 4,
    Jit = 8,
    Argon2 = 96,
}

namespace Pool.Hashing;

/// <summary>Monero's rule for the block whose id is RandomX's key (monero, rx-slow-hash.c).</summary>
public static class SeedHeight
{
    private const ulong Epoch = 2048;

    // Blocks between the seed's block and its first use, so that everybody knows it before it is needed.
    private const ulong Lag = 64;

    /// <summary>Height of the seed block for the block of <paramref name="height"/>.</summary>
    public static ulong Of(ulong height) => height <= Epoch + Lag ? 0 : (height - Lag - 1) & ~(Epoch - 1);

    /// <summary>The seed that will be needed 64 blocks later; another one than <see cref="Of"/> while a change is near.</summary>
    public static ulong Next(ulong height) => Of(height + Lag);
}

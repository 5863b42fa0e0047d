namespace Pool.Hashing.Argon2;

/// <param name="Passes">t, over the whole memory.</param>
/// <param name="Blocks">m, in KiB.</param>
internal sealed record Argon2Parameters(int Passes, int Blocks)
{
    public const int SaltBytes = 16;
}

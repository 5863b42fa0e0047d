namespace Pool.Hashing.CryptoNight;

/// <summary>The last step: one of four SHA-3 finalists over the whole state, chosen by its first two bits.</summary>
internal static class FinalHash
{
    public static void Compute(ReadOnlySpan<byte> state, Span<byte> hash)
    {
        switch (state[0] & 3)
        {
            case 0:
                Blake256.Hash(state, hash);
                break;
            case 1:
                Groestl256.Hash(state, hash);
                break;
            case 2:
                Jh256.Hash(state, hash);
                break;
            default:
                Skein256.Hash(state, hash);
                break;
        }
    }
}

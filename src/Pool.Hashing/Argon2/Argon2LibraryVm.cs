namespace Pool.Hashing.Argon2;

/// <summary>The Chukwa algorithms by libargon2, which takes its memory for each hash anew.</summary>
internal sealed class Argon2LibraryVm(PowAlgorithm algorithm, Argon2Parameters parameters, Argon2Library library) : PowVm(algorithm)
{
    private protected override void Compute(ReadOnlySpan<byte> input, in PowParameters unused, Span<byte> hash) =>
        library.Hash(input, input[..Argon2Parameters.SaltBytes], parameters, hash);

    protected override void Dispose(bool disposing)
    {
    }
}

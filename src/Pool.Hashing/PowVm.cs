namespace Pool.Hashing;

/// <summary>What one thread needs to hash with one algorithm: scratchpad, compiled code. Not for two threads at once.</summary>
public abstract class PowVm : IDisposable
{
    private protected PowVm(PowAlgorithm algorithm) => Algorithm = algorithm;

    public PowAlgorithm Algorithm { get; }

    /// <summary>Writes the 32 bytes of the proof-of-work hash of <paramref name="input"/>, the hashing blob.</summary>
    /// <exception cref="ArgumentException">The input or the seed has a length that the algorithm cannot take.</exception>
    /// <exception cref="PowUnavailableException">A library or memory that the algorithm needs cannot be had.</exception>
    public void Hash(ReadOnlySpan<byte> input, in PowParameters parameters, Span<byte> hash)
    {
        if (input.Length < Algorithm.MinimumInputBytes)
        {
            throw new ArgumentException(
                $"{Algorithm.Name} needs an input of at least {Algorithm.MinimumInputBytes} bytes, not {input.Length}.", nameof(input));
        }

        if (Algorithm.NeedsSeed && parameters.Seed.Length is 0 or > PowAlgorithm.MaximumSeedBytes)
        {
            throw new ArgumentException(
                $"{Algorithm.Name} needs a seed hash of 1 to {PowAlgorithm.MaximumSeedBytes} bytes (32 on a real chain), " +
                $"not {parameters.Seed.Length}.", nameof(parameters));
        }

        Compute(input, parameters, hash[..PowHash.Bytes]);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void Compute(ReadOnlySpan<byte> input, in PowParameters parameters, Span<byte> hash);

    protected abstract void Dispose(bool disposing);
}

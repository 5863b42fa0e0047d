namespace Pool.Hashing.Argon2;

/// <summary>One thread's memory for the Chukwa algorithms.</summary>
internal sealed unsafe class Argon2Vm<TLanes, TVector>(PowAlgorithm algorithm, Argon2Parameters parameters, PowEngine engine) : PowVm(algorithm)
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private byte* _memory = HugePages.Allocate(parameters.Blocks * Argon2Block.Bytes, engine.Options.HugePages);

    private protected override void Compute(ReadOnlySpan<byte> input, in PowParameters unused, Span<byte> hash)
    {
        ObjectDisposedException.ThrowIf(_memory is null, this);

        // The blob is the password, and its first 16 bytes are the salt (turtlecoin, hash.h).
        Argon2Id<TLanes, TVector>.Hash(input, input[..Argon2Parameters.SaltBytes], parameters.Passes, parameters.Blocks, (ulong*)_memory, hash);
    }

    protected override void Dispose(bool disposing)
    {
        HugePages.Free(_memory);
        _memory = null;
    }
}

namespace Pool.Hashing;

/// <summary>What a proof of work needs besides the hashing blob. Algorithms ignore what they do not need.</summary>
/// <param name="Seed">RandomX: the seed hash, 32 bytes on every chain; 1 to 60 bytes are possible.</param>
/// <param name="Height">cn/r: the height of the block being mined.</param>
public readonly record struct PowParameters(ReadOnlyMemory<byte> Seed, ulong Height);

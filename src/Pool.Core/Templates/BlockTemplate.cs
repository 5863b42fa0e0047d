namespace Pool.Core.Templates;

/// <summary>A block template that was parsed and checked: it pays the pool and has room for the extra nonce.</summary>
/// <param name="Algorithm">Proof of work by xmrig's canonical name, e.g. rx/0.</param>
/// <param name="Height">Height of the block to be mined.</param>
/// <param name="Difficulty">Network difficulty, 1 to 2^63-1.</param>
/// <param name="Blob">The whole block, with zeros in the reserved bytes.</param>
/// <param name="ReservedOffset">First of the <see cref="ExtraNonce.Size"/> reserved bytes in <paramref name="Blob"/>.</param>
/// <param name="SeedHash">RandomX key; all zero where the algorithm has none.</param>
/// <param name="NextSeedHash">The key after the coming switch, once it is known.</param>
/// <param name="ExpectedReward">What the coinbase pays to the pool, atomic units.</param>
public sealed record BlockTemplate(
    TemplateId Id,
    string Algorithm,
    int MajorVersion,
    long Height,
    long Difficulty,
    ReadOnlyMemory<byte> Blob,
    int ReservedOffset,
    Hash32 PreviousHash,
    Hash32 SeedHash,
    Hash32? NextSeedHash,
    long ExpectedReward);

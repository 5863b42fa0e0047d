using Pool.Core.Templates;

namespace Pool.Core.Chain;

/// <summary>Reads the miner transaction of a block with the pool's own keys. Pure.</summary>
public interface ICoinbaseReader
{
    /// <summary>What a block is and what its coinbase pays to the pool; null with the reason when it cannot be read.</summary>
    CoinbaseReading? Read(ReadOnlySpan<byte> block, out string? problem);
}

/// <param name="PaidToPool">Atomic units that the outputs pay to the pool's address; 0 when it is somebody else's block.</param>
/// <param name="Work">The reserved bytes, when they carry this pool's tag.</param>
public sealed record CoinbaseReading(
    Hash32 BlockHash, Hash32 MinerTransaction, long Height, long PaidToPool, ExtraNonce? Work);

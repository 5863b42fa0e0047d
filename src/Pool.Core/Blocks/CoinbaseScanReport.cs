namespace Pool.Core.Blocks;

/// <summary>What one coinbase scan found.</summary>
public sealed record CoinbaseScanReport
{
    /// <summary>Blocks read, counted per node.</summary>
    public int Read { get; set; }

    /// <summary>Blocks of the pool's that the books lacked and have now.</summary>
    public int Recovered { get; set; }

    /// <summary>What waits for a node or a person, one sentence each.</summary>
    public List<string> Problems { get; } = [];
}

namespace Pool.Hashing;

/// <summary>Limits of a <see cref="HashPool"/>.</summary>
public sealed record HashPoolOptions
{
    /// <summary>Hashing threads; one per processor, for hashing is all that is slow in a share.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Queued hashes of all addresses together. 4096: RandomX light makes some 30 a second and core, so on 16
    /// cores the last one waits 9 s; whoever sends more than that would only be told later that the share is stale.</summary>
    public int QueueLimit { get; init; } = 4096;

    /// <summary>Queued hashes of one address. 512: eight flooding addresses before the whole queue is full, and still a
    /// burst of a proxy's few hundred miners after a new job.</summary>
    public int AddressLimit { get; init; } = 512;

    /// <summary>Longest blob. 1024: Monero's hashing blob has 76 bytes and a merge-mined parent's some 300.</summary>
    public int BlobLimit { get; init; } = 1024;
}

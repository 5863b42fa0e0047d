namespace Pool.Hashing;

/// <summary>What became of a submitted hash.</summary>
public enum HashStatus
{
    /// <summary><see cref="HashResult.Hash"/> is the hash.</summary>
    Hashed,

    /// <summary>The queue, or this address's part of it, is full. The miner is to be told that it is throttled.</summary>
    QueueFull,

    /// <summary>The source or the pool was closed before the hash was begun.</summary>
    Cancelled,

    /// <summary>The machine could not compute it; <see cref="HashResult.Error"/> says why.</summary>
    Failed,
}

/// <summary>The outcome of one hash.</summary>
public readonly record struct HashResult(HashStatus Status, PowHash Hash, string? Error = null);

/// <summary>Which of two queues a hash stands in.</summary>
public enum HashUrgency
{
    Share,

    /// <summary>The result that the miner claims would be a block: it goes first, but never more than every second hash,
    /// so that false claims cannot stop the shares.</summary>
    BlockCandidate,
}

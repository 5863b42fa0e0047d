using Pool.Core.Templates;
using Pool.Hashing;

namespace Pool.Stratum;

/// <summary>Computes proof of work somewhere else than on the network's threads.</summary>
public interface IShareHasher
{
    /// <summary>Opens a connection's way in. Connections of the same address share one turn and one limit.</summary>
    IShareHashLane Open(string address);

    /// <summary>Makes ready what hashes for this template will need. Returns at once.</summary>
    void Prepare(BlockTemplate template);

    /// <summary>Whether two names mean the same algorithm, e.g. "randomx/0" and "rx/0".</summary>
    bool IsSame(string algorithm, string other);
}

/// <summary>One connection's way to the hashing threads.</summary>
public interface IShareHashLane : IDisposable
{
    /// <summary>Queues a hash. Never blocks; a full queue is a result.</summary>
    /// <param name="blob">With its nonce; copied.</param>
    ValueTask<HashResult> Hash(BlockTemplate template, ReadOnlySpan<byte> blob, HashUrgency urgency);
}

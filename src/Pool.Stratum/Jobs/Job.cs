using Pool.Core.Templates;

namespace Pool.Stratum;

/// <summary>One piece of work of one session. Guarded by its session, except for what never changes.</summary>
internal sealed class Job(ulong id, Work work, ExtraNonce extraNonce, long difficulty, int maxNonces)
{
    /// <summary>Where the nonce stands in every CryptoNote hashing blob, and how long it is (xmrig, Job.cpp nonceOffset).</summary>
    public const int NonceOffset = 39;

    public const int NonceBytes = 4;

    /// <summary>The job counter, in this process given to no other job.</summary>
    public ulong Id { get; } = id;

    public Work Work { get; } = work;

    public ExtraNonce ExtraNonce { get; } = extraNonce;

    /// <summary>What a share of this job must meet and is credited with.</summary>
    public long Difficulty { get; } = difficulty;

    public ReadOnlyMemory<byte> Blob { get; } = work.Jobs.HashingBlob(extraNonce);

    public NonceSet Nonces { get; } = new(maxNonces);
}

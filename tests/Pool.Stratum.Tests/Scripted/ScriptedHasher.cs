using System.Collections.Concurrent;
using System.Security.Cryptography;
using Pool.Core.Templates;
using Pool.Hashing;

namespace Pool.Stratum.Tests;

/// <summary>SHA-256 as a proof of work that costs nothing; can be held up, and can fail.</summary>
internal sealed class ScriptedHasher : IShareHasher
{
    private TaskCompletionSource? _held;

    /// <summary>What every hash ends with instead of its result.</summary>
    public HashStatus? Instead { get; set; }

    /// <summary>Hashes in its place, if set.</summary>
    public IShareHasher? Real { get; set; }

    public int Hashes;

    public int OpenLanes;

    public ConcurrentQueue<BlockTemplate> Prepared { get; } = new();

    public HashUrgency LastUrgency { get; private set; }

    public static PowHash Sha(ReadOnlySpan<byte> blob)
    {
        Span<byte> hash = stackalloc byte[PowHash.Bytes];
        SHA256.HashData(blob, hash);
        return PowHash.Read(hash);
    }

    /// <summary>Hashes wait until <see cref="Release"/>.</summary>
    public void Hold() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public IShareHashLane Open(string address)
    {
        Interlocked.Increment(ref OpenLanes);
        return Real?.Open(address) ?? new Lane(this);
    }

    public void Prepare(BlockTemplate template)
    {
        Real?.Prepare(template);
        Prepared.Enqueue(template);
    }

    public bool IsSame(string algorithm, string other) => string.Equals(algorithm, other, StringComparison.OrdinalIgnoreCase);

    private sealed class Lane(ScriptedHasher owner) : IShareHashLane
    {
        public ValueTask<HashResult> Hash(BlockTemplate template, ReadOnlySpan<byte> blob, HashUrgency urgency)
        {
            Interlocked.Increment(ref owner.Hashes);
            owner.LastUrgency = urgency;
            var result = owner.Instead is { } instead ? new HashResult(instead, default, "scripted") : new(HashStatus.Hashed, Sha(blob));
            return owner._held is { } held ? Later(held.Task, result) : ValueTask.FromResult(result);
        }

        public void Dispose() => Interlocked.Decrement(ref owner.OpenLanes);

        private static async ValueTask<HashResult> Later(Task held, HashResult result)
        {
            await held;
            return result;
        }
    }
}

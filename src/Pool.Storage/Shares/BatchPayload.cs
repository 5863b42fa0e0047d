using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Shares;

namespace Pool.Storage.Shares;

/// <summary>
/// A batch as a number of bytes and their SHA-256: every text with its length before it, every number in 8 bytes, lists with
/// their count, so that no two different batches give the same bytes.
/// </summary>
internal sealed class BatchPayload : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <returns>64 lowercase hex digits.</returns>
    public static string HashOf(ShareBatch batch)
    {
        using var payload = new BatchPayload();
        payload.Add(batch.Sums.Count);
        foreach (var sum in batch.Sums)
        {
            payload.Add(sum);
        }

        payload.Add(batch.Candidate is null ? 0 : 1);
        if (batch.Candidate is { } candidate)
        {
            payload.Add(candidate);
        }

        return Convert.ToHexStringLower(payload._hash.GetHashAndReset());
    }

    private void Add(ShareSum sum)
    {
        Add(sum.Address);
        Add(sum.Worker);
        Add((long)sum.Scheme);
        Add((long)sum.Outcome);
        Add(sum.Count);
        Add(sum.Work);
        Add(sum.Effort);
    }

    private void Add(BlockCandidate candidate)
    {
        Add(candidate.Hash);
        Add(candidate.Height);
        Add(candidate.Difficulty);
        Add(candidate.PreviousHash);
        Add(candidate.FinderAddress);
        Add(candidate.Worker);
        Add((long)candidate.Scheme);
        Add(candidate.Blob.Length);
        _hash.AppendData(candidate.Blob.Span);
    }

    private void Add(Hash32 value) => _hash.AppendData(value.ToArray());

    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        _hash.AppendData(bytes);
    }

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }

    public void Dispose() => _hash.Dispose();
}

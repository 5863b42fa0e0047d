using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace Pool.Hashing;

/// <summary>One queued hash and the promise of its result. Reused: a job goes back when its result has been read.</summary>
internal sealed class HashJob : IValueTaskSource<HashResult>
{
    private readonly HashPool _pool;
    private readonly byte[] _blob;
    private int _blobLength;

    // Continuations go to the thread pool: a slow one must not hold up a hashing thread.
    private ManualResetValueTaskSourceCore<HashResult> _result = new() { RunContinuationsAsynchronously = true };

    public HashJob(HashPool pool, int blobLimit)
    {
        _pool = pool;
        _blob = new byte[blobLimit];
    }

    public PowAlgorithm Algorithm { get; private set; } = null!;

    public PowParameters Parameters { get; private set; }

    public HashSource? Source { get; private set; }

    /// <summary>Timestamp of the submission.</summary>
    public long Submitted { get; private set; }

    public ReadOnlySpan<byte> Blob => _blob.AsSpan(0, _blobLength);

    /// <summary>The next job of the same lane, or of the free list.</summary>
    public HashJob? Next { get; set; }

    public ValueTask<HashResult> Task => new(this, _result.Version);

    public void Fill(HashSource source, PowAlgorithm algorithm, ReadOnlySpan<byte> blob, in PowParameters parameters)
    {
        Source = source;
        Algorithm = algorithm;
        Parameters = parameters;
        Submitted = Stopwatch.GetTimestamp();
        _blobLength = blob.Length;
        blob.CopyTo(_blob);
    }

    /// <summary>Forgets what would keep a connection or a seed alive.</summary>
    public void Clear()
    {
        Source = null;
        Parameters = default;
    }

    public void Complete(in HashResult result) => _result.SetResult(result);

    public HashResult GetResult(short token)
    {
        var result = _result.GetResult(token);
        _result.Reset();
        _pool.Recycle(this);
        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _result.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);
}

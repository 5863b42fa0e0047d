using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Pool.Hashing;

/// <summary>Threads that do nothing but hash, behind a bounded and fair queue. One per process, for all coins.</summary>
public sealed class HashPool : IDisposable
{
    private readonly PowEngine _engine;
    private readonly HashPoolOptions _options;
    private readonly HashQueue _queue;
    private readonly HashMetrics _metrics;
    private readonly Thread[] _threads;
    private readonly Lock _freeGate = new();
    private HashJob? _free;

    /// <summary>Starts the threads. The engine must outlive the pool.</summary>
    public HashPool(PowEngine engine, HashPoolOptions options, Meter meter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AddressLimit, 1);
        _engine = engine;
        _options = options;
        _queue = new HashQueue(options);
        _metrics = new HashMetrics(meter, _queue);
        _threads = new Thread[options.Threads];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"hash-{i}" };
            _threads[i].Start();
        }
    }

    /// <summary>Hashes that wait for a thread.</summary>
    public int QueueLength => _queue.Length;

    /// <summary>Opens a connection's way in. Sources with the same <paramref name="address"/> share one turn and one limit.</summary>
    public HashSource Open(string address) => new(this, _queue.Enter(address));

    /// <summary>Cancels what is queued, lets the hashes under way end, and ends the threads.</summary>
    public void Dispose()
    {
        Cancel(_queue.Close());
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    internal ValueTask<HashResult> Submit(
        HashSource source, PowAlgorithm algorithm, ReadOnlySpan<byte> blob, in PowParameters parameters, HashUrgency urgency)
    {
        if (blob.Length > _options.BlobLimit)
        {
            throw new ArgumentException(
                $"A blob of {blob.Length} bytes is longer than the limit of {_options.BlobLimit} (HashPoolOptions.BlobLimit).", nameof(blob));
        }

        var job = Rent();
        job.Fill(source, algorithm, blob, parameters);
        var result = job.Task;
        if (_queue.TryAdd(job, urgency) is not { } refusal)
        {
            return result;
        }

        Recycle(job);
        if (refusal == HashStatus.QueueFull)
        {
            _metrics.Refused(algorithm);
        }

        return ValueTask.FromResult(new HashResult(refusal, default));
    }

    internal void Close(HashSource source) => Cancel(_queue.Leave(source));

    internal void Recycle(HashJob job)
    {
        job.Clear();
        lock (_freeGate)
        {
            job.Next = _free;
            _free = job;
        }
    }

    private HashJob Rent()
    {
        lock (_freeGate)
        {
            if (_free is not { } job)
            {
                return new HashJob(this, _options.BlobLimit);
            }

            _free = job.Next;
            job.Next = null;
            return job;
        }
    }

    private static void Cancel(HashJob? list)
    {
        while (list is not null)
        {
            var next = list.Next;
            list.Next = null;
            list.Complete(new HashResult(HashStatus.Cancelled, default));
            list = next;
        }
    }

    private void Work()
    {
        using var machines = new HashMachines(_engine);
        while (_queue.TryTake(out var job))
        {
            var begun = Stopwatch.GetTimestamp();
            var cpu = ThreadCpu.Now;
            var result = machines.Hash(job);
            _metrics.Hashed(job.Algorithm, ThreadCpu.Now - cpu, job.Submitted, begun);
            job.Complete(result);
        }
    }
}

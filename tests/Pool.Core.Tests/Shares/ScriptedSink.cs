using System.Threading.Channels;
using Pool.Core.Shares;
using Pool.Core.Tests.Flows;

namespace Pool.Core.Tests.Shares;

/// <summary>A store whose every answer is given by the test.</summary>
internal sealed class ScriptedSink : IShareSink
{
    private readonly Channel<PendingAppend> _calls = Channel.CreateUnbounded<PendingAppend>();
    private int _inFlight;

    public List<Guid> Starts { get; } = [];

    public Queue<Exception> RegisterFailures { get; } = new();

    public bool EverTwoAtOnce { get; private set; }

    public Task<uint> RegisterStart(Guid startId, CancellationToken cancel)
    {
        if (RegisterFailures.TryDequeue(out var failure))
        {
            return Task.FromException<uint>(failure);
        }

        Starts.Add(startId);
        return Task.FromResult((uint)Starts.Count);
    }

    public async Task<AppendResult> Append(ShareBatch batch, CancellationToken cancel)
    {
        EverTwoAtOnce |= Interlocked.Increment(ref _inFlight) > 1;
        var call = new PendingAppend(batch);
        await _calls.Writer.WriteAsync(call, cancel);
        try
        {
            return await call.Decision.Task.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>The next call of Append, as soon as there is one.</summary>
    public Task<PendingAppend> Next() => _calls.Reader.ReadAsync().Soon();

    public bool NothingSent => !_calls.Reader.TryPeek(out _);
}

internal sealed record PendingAppend(ShareBatch Batch)
{
    public TaskCompletionSource<AppendResult> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Answer(AppendResult result) => Decision.SetResult(result);

    public void Fail() => Decision.SetException(new IOException("the store is away"));
}

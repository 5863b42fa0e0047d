using System.Buffers;

namespace Pool.Stratum;

/// <summary>
/// Lines on their way to one miner. Adding never waits: what the peer does not read piles up to a limit, and then the
/// connection is broken. Holds no memory while nothing waits.
/// </summary>
internal sealed class SendQueue(Stream stream, int limit, TimeProvider time, Action broken)
{
    private readonly Lock _gate = new();
    private byte[]? _waiting;
    private int _count;
    private int _underWay;
    private long _begun;
    private bool _sending;
    private bool _closed;
    private TaskCompletionSource? _finished;

    /// <summary>Queues a line and begins to send it.</summary>
    /// <returns>False when the peer reads too slowly; the caller breaks the connection.</returns>
    public bool TryAdd(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return true;
            }

            if (_count + _underWay + line.Length > limit)
            {
                return false;
            }

            Append(line);
            if (_sending)
            {
                return true;
            }

            _sending = true;
            _begun = time.GetTimestamp();
        }

        _ = Send();
        return true;
    }

    /// <summary>How long the write under way hangs; zero when there is none.</summary>
    public TimeSpan Hanging
    {
        get
        {
            lock (_gate)
            {
                return _sending ? time.GetElapsedTime(_begun) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Takes no further line. The task ends when what waits is sent, or cannot be.</summary>
    public Task Finish()
    {
        lock (_gate)
        {
            _closed = true;
            _finished ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_sending)
            {
                _finished.TrySetResult();
            }

            return _finished.Task;
        }
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        if (_waiting is null || _waiting.Length - _count < line.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_count + line.Length);
            _waiting.AsSpan(0, _count).CopyTo(larger);
            Release(_waiting);
            _waiting = larger;
        }

        line.CopyTo(_waiting.AsSpan(_count));
        _count += line.Length;
    }

    private async Task Send()
    {
        try
        {
            while (Take() is { Count: > 0 } lines)
            {
                await stream.WriteAsync(lines).ConfigureAwait(false);
                Release(lines.Array);
            }
        }
        catch (Exception failed) when (failed is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone. Its buffer is not given back: the broken write may still look at it.
            Break();
            broken();
        }
    }

    private ArraySegment<byte> Take()
    {
        lock (_gate)
        {
            _underWay = _count;
            _begun = time.GetTimestamp();
            if (_count == 0)
            {
                _sending = false;
                _finished?.TrySetResult();
                return default;
            }

            var lines = new ArraySegment<byte>(_waiting!, 0, _count);
            _waiting = null;
            _count = 0;
            return lines;
        }
    }

    private void Break()
    {
        lock (_gate)
        {
            _closed = true;
            _sending = false;
            Release(_waiting);
            _waiting = null;
            _count = 0;
            _finished?.TrySetResult();
        }
    }

    private static void Release(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Pool.Stratum;

/// <summary>One miner's socket: splits what arrives into lines, bounds everything, and ends in exactly one way.</summary>
internal sealed class Connection : IDisposable
{
    /// <summary>Bytes read at once; a share has some 250. Only taken when there is something to read.</summary>
    private const int ReadBytes = 2048;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly StratumContext _context;
    private readonly SendQueue _sending;
    private readonly StratumSession _session;
    private readonly long _openedAt;
    private long _lastLineAt;
    private long _finishAt;
    private int _malformed;
    private int _reason = -1;
    private volatile bool _finishing;

    public Connection(Socket socket, StratumPort port, StratumContext context)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _context = context;
        Peer = socket.RemoteEndPoint as IPEndPoint;
        _sending = new SendQueue(_stream, context.Limits.SendBytes, context.Time, () => Abort(CloseReason.Peer));
        _openedAt = _lastLineAt = context.Time.GetTimestamp();
        _session = new StratumSession(this, port, context);
    }

    public IPEndPoint? Peer { get; }

    public StratumSession Session => _session;

    /// <summary>Ends when the socket is closed. Never fails.</summary>
    public async Task Run(CancellationToken cancel)
    {
        try
        {
            await ReadLines(cancel).ConfigureAwait(false);

            // The peer has sent its last; what it has not read yet is still written to it.
            await _sending.Finish().ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer reset the connection, or we closed it: _reason says which.
        }
        catch (Exception failed)
        {
            Abort(CloseReason.Fault);
            if (_context.Failures.Now())
            {
                _context.Log.SessionFailed(failed, Peer);
            }
        }
        finally
        {
            Abort(CloseReason.Peer);
            _session.Close();
            var reason = (CloseReason)_reason;
            _context.Metrics.Closed(reason);
            _context.Log.Disconnected(Peer, reason.Label());
        }
    }

    /// <summary>Queues one line and never waits; a peer that does not read is cut off.</summary>
    public void Send(ReadOnlySpan<byte> line)
    {
        if (!_sending.TryAdd(line))
        {
            Abort(CloseReason.SlowReader);
        }
    }

    /// <summary>Closes after what is queued has been sent, so that the miner reads why.</summary>
    public void Finish(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, -1) != -1)
        {
            return;
        }

        Volatile.Write(ref _finishAt, _context.Time.GetTimestamp());
        _finishing = true;
        _ = ShutDown();
    }

    /// <summary>Closes at once.</summary>
    public void Abort(CloseReason reason)
    {
        Interlocked.CompareExchange(ref _reason, (int)reason, -1);
        _socket.Dispose();
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Looks at the deadlines.</summary>
    public void Sweep()
    {
        var time = _context.Time;
        var limits = _context.Limits;
        if (_sending.Hanging > limits.Send)
        {
            Abort(CloseReason.SlowReader);
        }
        else if (_finishing)
        {
            if (time.GetElapsedTime(Volatile.Read(ref _finishAt)) > limits.Linger)
            {
                Abort(CloseReason.Peer);
            }
        }
        else if (!_session.LoggedIn && time.GetElapsedTime(_openedAt) > limits.PreLogin)
        {
            Abort(CloseReason.PreLoginDeadline);
        }
        else if (time.GetElapsedTime(Volatile.Read(ref _lastLineAt)) > limits.Idle)
        {
            Abort(CloseReason.IdleDeadline);
        }
        else
        {
            _session.Sweep();
        }
    }

    /// <summary>Waits for the end of shares under way, then closes.</summary>
    public async Task Drain()
    {
        await _session.Drain().ConfigureAwait(false);
        Finish(CloseReason.Stopping);
    }

    private async Task ReadLines(CancellationToken cancel)
    {
        // Waiting with an empty read keeps no buffer for a miner that is silent.
        var options = new StreamPipeReaderOptions(bufferSize: ReadBytes, leaveOpen: true, useZeroByteReads: true);
        var reader = PipeReader.Create(_stream, options);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancel).ConfigureAwait(false);
                var buffer = read.Buffer;
                while (!_finishing && TryTakeLine(ref buffer, out var request))
                {
                    if (request is not null)
                    {
                        await Take(request).ConfigureAwait(false);
                    }
                }

                Bound(ref buffer);
                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <param name="request">Null for a line of nothing but white space, which is passed over.</param>
    private bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out StratumRequest? request)
    {
        request = null;
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            return false;
        }

        var line = buffer.Slice(0, end);
        if (line.Length > _context.Limits.LineBytes)
        {
            return false;
        }

        Volatile.Write(ref _lastLineAt, _context.Time.GetTimestamp());
        request = Parse(line);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static StratumRequest? Parse(in ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            return Parse(line.FirstSpan);
        }

        // A line in several pieces is put together; its length is within the limit.
        var whole = ArrayPool<byte>.Shared.Rent((int)line.Length);
        try
        {
            line.CopyTo(whole);
            return Parse(whole.AsSpan(0, (int)line.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private static StratumRequest? Parse(ReadOnlySpan<byte> line) =>
        line.IndexOfAnyExcept(" \t\r"u8) < 0 ? null : RequestReader.Read(line);

    private ValueTask Take(StratumRequest request)
    {
        if (request.Problem is not { } problem)
        {
            return _session.Take(request);
        }

        Refuse(request.Id, problem);
        if (++_malformed >= _context.Limits.MalformedLines)
        {
            Finish(CloseReason.MalformedLines);
        }

        return ValueTask.CompletedTask;
    }

    private void Refuse(RequestId id, string problem)
    {
        _context.Metrics.Malformed();
        var line = new LineWriter(stackalloc byte[LineWriter.MaxBytes]);
        Replies.Error(ref line, id, RefusalText.Malformed(problem));
        Send(line.Written);
    }

    /// <summary>Ends a line that passes the limit, and forgets what arrives once the connection is being closed.</summary>
    private void Bound(ref ReadOnlySequence<byte> buffer)
    {
        if (!_finishing && buffer.Length > _context.Limits.LineBytes)
        {
            Refuse(default, $"the line is longer than {_context.Limits.LineBytes} bytes");
            Finish(CloseReason.LineTooLong);
        }

        if (_finishing)
        {
            buffer = buffer.Slice(buffer.End);
        }
    }

    private async Task ShutDown()
    {
        await _sending.Finish().ConfigureAwait(false);
        try
        {
            // Closing outright, with bytes of the peer's unread, would reset the connection and take our last line with it.
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }
    }
}

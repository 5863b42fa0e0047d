using System.Buffers.Binary;
using System.Text;

namespace Pool.CryptoNote.Nodes;

/// <summary>
/// Hears from monerod's --zmq-pub that its chain or its mempool's best work has changed. It says no more than that: messages
/// may be dropped and have no numbers, so what changed is asked for. libzmq connects, and connects again, by itself; while
/// the node is away nothing is heard and polling serves.
/// </summary>
public sealed class ZmqNotifications : IDisposable
{
    private static readonly string[] Topics = ["json-minimal-chain_main", "json-full-miner_data"];

    private readonly Action _changed;
    private readonly ZmqOptions _options;
    private readonly nint _context;
    private readonly Thread? _listener;
    private long _received;

    /// <param name="endpoint">What monerod publishes on, e.g. tcp://127.0.0.1:18083.</param>
    /// <param name="changed">Called on the listener's own thread for each message; must return soon and not throw.</param>
    public ZmqNotifications(string endpoint, Action changed, ZmqOptions options)
    {
        _changed = changed;
        _options = options.Checked();
        if (!ZmqLibrary.IsPresent)
        {
            Problem = "libzmq.so.5 is missing, so the node is only polled: install the Debian package libzmq5";
            return;
        }

        _context = ZmqLibrary.NewContext();
        var socket = ZmqLibrary.OpenSocket(_context, ZmqLibrary.SubscriberSocket);
        Configure(socket);
        if (ZmqLibrary.Connect(socket, endpoint) != 0)
        {
            Problem = $"'{endpoint}' is no ZMQ endpoint such as tcp://127.0.0.1:18083, so the node is only polled";
            _ = ZmqLibrary.CloseSocket(socket);
            return;
        }

        _listener = new Thread(() => Listen(socket)) { IsBackground = true, Name = "zmq " + endpoint };
        _listener.Start();
    }

    /// <summary>Why nothing will ever be heard and what to do about it, or null.</summary>
    public string? Problem { get; }

    /// <summary>Messages heard so far. 0 for long means that the node publishes elsewhere or not at all.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Ends the listener's thread and waits for it.</summary>
    public void Dispose()
    {
        if (_context == 0)
        {
            return;
        }

        _ = ZmqLibrary.ShutDownContext(_context);
        _listener?.Join();
        _ = ZmqLibrary.EndContext(_context);
    }

    private void Configure(nint socket)
    {
        SetInt(socket, ZmqLibrary.OptionLinger, 0);
        SetInt(socket, ZmqLibrary.OptionReceiveHighWater, _options.Waiting);
        SetInt(socket, ZmqLibrary.OptionRetry, (int)_options.FirstRetry.TotalMilliseconds);
        SetInt(socket, ZmqLibrary.OptionRetryMax, (int)_options.LongestRetry.TotalMilliseconds);
        SetInt(socket, ZmqLibrary.OptionHeartbeat, (int)_options.Heartbeat.TotalMilliseconds);
        SetInt(socket, ZmqLibrary.OptionHeartbeatTimeout, 3 * (int)_options.Heartbeat.TotalMilliseconds);
        var size = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(size, _options.MessageBytes);
        Set(socket, ZmqLibrary.OptionMaxMessageSize, size);
        foreach (var topic in Topics)
        {
            Set(socket, ZmqLibrary.OptionSubscribe, Encoding.ASCII.GetBytes(topic));
        }
    }

    private void Listen(nint socket)
    {
        // The topic is all that is looked at; the rest of a message is cut off.
        var buffer = new byte[64];
        while (true)
        {
            if (ZmqLibrary.Receive(socket, buffer, (nuint)buffer.Length, 0) >= 0)
            {
                Interlocked.Increment(ref _received);
                _changed();
            }
            else if (ZmqLibrary.LastError() != ZmqLibrary.Interrupted)
            {
                break;
            }
        }

        _ = ZmqLibrary.CloseSocket(socket);
    }

    private static void SetInt(nint socket, int option, int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Set(socket, option, bytes);
    }

    private static void Set(nint socket, int option, byte[] value)
    {
        if (ZmqLibrary.SetOption(socket, option, value, (nuint)value.Length) != 0)
        {
            throw new InvalidOperationException($"libzmq refuses option {option}: error {ZmqLibrary.LastError()}");
        }
    }
}

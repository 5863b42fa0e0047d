using System.Runtime.InteropServices;
using System.Text;

namespace Pool.CryptoNote.Nodes;

/// <summary>
/// Hears of new blocks by monerod's --zmq-pub. A message is only a hint that something changed: messages may be lost and carry
/// no numbers (monero docs/ZMQ.md), so polling stays on as the safety net. libzmq reconnects by itself.
/// </summary>
public sealed class ZmqNotifications : IDisposable
{
    /// <summary>How soon the thread sees that it is to end.</summary>
    private const int ReceiveTimeoutMs = 250;

    /// <summary>Messages kept while nobody reads: one hint is as good as eight.</summary>
    private const int HighWater = 8;

    /// <summary>Longest message taken. Only the topic is read; a full block's JSON stays far below.</summary>
    private const long MaxMessageBytes = 64L << 20;

    /// <summary>Enough for the longest topic.</summary>
    private const int BufferBytes = 64;

    private static readonly string[] Topics = ["json-minimal-chain_main", "json-full-miner_data"];

    private readonly nint _context;
    private readonly nint _socket;
    private readonly Thread _thread;
    private readonly Action _changed;
    private volatile bool _ending;

    private ZmqNotifications(nint context, nint socket, Action changed)
    {
        (_context, _socket, _changed) = (context, socket, changed);
        _thread = new Thread(Receive) { IsBackground = true, Name = "zmq" };
        _thread.Start();
    }

    /// <param name="address">As given to --zmq-pub, e.g. tcp://127.0.0.1:18083.</param>
    /// <param name="changed">Called on a thread of its own; must return at once.</param>
    /// <param name="problem">Why there are no notifications; polling must do.</param>
    public static ZmqNotifications? TrySubscribe(string address, Action changed, out string? problem)
    {
        problem = null;
        nint context, socket;
        try
        {
            context = ZmqLibrary.NewContext();
            socket = ZmqLibrary.Socket(context, ZmqLibrary.Subscriber);
        }
        catch (DllNotFoundException)
        {
            problem = "libzmq.so.5 is missing: install the Debian package libzmq5, or live with polling";
            return null;
        }

        SetNumber(socket, ZmqLibrary.OptionLinger, 0);
        SetNumber(socket, ZmqLibrary.OptionReceiveTimeout, ReceiveTimeoutMs);
        SetNumber(socket, ZmqLibrary.OptionReceiveHighWater, HighWater);
        _ = ZmqLibrary.SetOption(socket, ZmqLibrary.OptionMaxMessageSize, BitConverter.GetBytes(MaxMessageBytes), sizeof(long));
        foreach (var topic in Topics)
        {
            var prefix = Encoding.ASCII.GetBytes(topic);
            _ = ZmqLibrary.SetOption(socket, ZmqLibrary.OptionSubscribe, prefix, (nuint)prefix.Length);
        }

        if (ZmqLibrary.Connect(socket, address) == 0)
        {
            return new ZmqNotifications(context, socket, changed);
        }

        problem = $"'{address}' is no address that libzmq can connect to (errno {ZmqLibrary.Errno()}); give the daemon's --zmq-pub, e.g. tcp://127.0.0.1:18083";
        _ = ZmqLibrary.Close(socket);
        _ = ZmqLibrary.EndContext(context);
        return null;
    }

    public void Dispose()
    {
        if (_ending)
        {
            return;
        }

        _ending = true;
        _thread.Join();
        _ = ZmqLibrary.Close(_socket);
        _ = ZmqLibrary.EndContext(_context);
    }

    private void Receive()
    {
        Span<byte> buffer = stackalloc byte[BufferBytes];
        while (!_ending)
        {
            if (ZmqLibrary.Receive(_socket, buffer, BufferBytes, 0) >= 0)
            {
                _changed();
            }
            else if (ZmqLibrary.Errno() is not (ZmqLibrary.TryAgain or ZmqLibrary.Interrupted))
            {
                return;
            }
        }
    }

    private static void SetNumber(nint socket, int option, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        MemoryMarshal.Write(bytes, value);
        _ = ZmqLibrary.SetOption(socket, option, bytes, sizeof(int));
    }
}

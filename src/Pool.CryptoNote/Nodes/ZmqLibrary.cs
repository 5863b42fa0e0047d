using System.Runtime.InteropServices;

namespace Pool.CryptoNote.Nodes;

/// <summary>The few calls of libzmq that a subscriber needs. Source: zeromq, include/zmq.h, ABI 5.</summary>
internal static partial class ZmqLibrary
{
    public const int Subscriber = 2;
    public const int OptionSubscribe = 6;
    public const int OptionLinger = 17;
    public const int OptionReceiveTimeout = 27;
    public const int OptionReceiveHighWater = 24;
    public const int OptionMaxMessageSize = 22;

    /// <summary>Errno of a receive that timed out (EAGAIN on Linux).</summary>
    public const int TryAgain = 11;

    /// <summary>Errno of a receive that a signal interrupted (EINTR).</summary>
    public const int Interrupted = 4;

    private const string Library = "libzmq.so.5";

    [LibraryImport(Library, EntryPoint = "zmq_ctx_new")]
    public static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "zmq_ctx_term")]
    public static partial int EndContext(nint context);

    [LibraryImport(Library, EntryPoint = "zmq_socket")]
    public static partial nint Socket(nint context, int type);

    [LibraryImport(Library, EntryPoint = "zmq_close")]
    public static partial int Close(nint socket);

    [LibraryImport(Library, EntryPoint = "zmq_connect", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Connect(nint socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_setsockopt")]
    public static partial int SetOption(nint socket, int option, ReadOnlySpan<byte> value, nuint length);

    /// <returns>Length of the message, which may exceed the buffer, or -1.</returns>
    [LibraryImport(Library, EntryPoint = "zmq_recv")]
    public static partial int Receive(nint socket, Span<byte> buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_errno")]
    public static partial int Errno();
}

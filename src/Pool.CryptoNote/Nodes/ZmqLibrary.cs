using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Pool.CryptoNote.Nodes;

/// <summary>The few functions of libzmq (4.3, soname 5) that a subscriber needs.</summary>
[SuppressMessage("Interoperability", "SYSLIB1054", Justification = "Only blittable arguments; no unsafe code in this project.")]
internal static partial class ZmqLibrary
{
    private const string Name = "libzmq.so.5";

    public const int SubscriberSocket = 2;

    // Option numbers of zmq.h.
    public const int OptionSubscribe = 6;
    public const int OptionLinger = 17;
    public const int OptionRetry = 18;
    public const int OptionRetryMax = 21;
    public const int OptionMaxMessageSize = 22;
    public const int OptionReceiveHighWater = 24;
    public const int OptionHeartbeat = 75;
    public const int OptionHeartbeatTimeout = 77;

    /// <summary>The context was shut down: ETERM, 156384712 + 53.</summary>
    public const int ContextTerminated = 156_384_765;

    /// <summary>A signal came in between.</summary>
    public const int Interrupted = 4;

    public static bool IsPresent => NativeLibrary.TryLoad(Name, typeof(ZmqLibrary).Assembly, null, out _);

    [DllImport(Name, EntryPoint = "zmq_ctx_new")]
    public static extern nint NewContext();

    /// <summary>Makes blocked calls on its sockets end with <see cref="ContextTerminated"/>; from any thread.</summary>
    [DllImport(Name, EntryPoint = "zmq_ctx_shutdown")]
    public static extern int ShutDownContext(nint context);

    /// <summary>Waits until every socket is closed.</summary>
    [DllImport(Name, EntryPoint = "zmq_ctx_term")]
    public static extern int EndContext(nint context);

    [DllImport(Name, EntryPoint = "zmq_socket")]
    public static extern nint OpenSocket(nint context, int type);

    [DllImport(Name, EntryPoint = "zmq_close")]
    public static extern int CloseSocket(nint socket);

    [DllImport(Name, EntryPoint = "zmq_setsockopt")]
    public static extern int SetOption(nint socket, int option, byte[] value, nuint length);

    [DllImport(Name, EntryPoint = "zmq_connect", BestFitMapping = false)]
    public static extern int Connect(nint socket, [MarshalAs(UnmanagedType.LPUTF8Str)] string endpoint);

    /// <returns>Length of the message, of which <paramref name="length"/> bytes at most are written; -1 on failure.</returns>
    [DllImport(Name, EntryPoint = "zmq_recv")]
    public static extern int Receive(nint socket, byte[] buffer, nuint length, int flags);

    [DllImport(Name, EntryPoint = "zmq_errno")]
    public static extern int LastError();
}

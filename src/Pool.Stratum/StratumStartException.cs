using System.Net;
using System.Net.Sockets;

namespace Pool.Stratum;

/// <summary>The server cannot listen where it should.</summary>
public sealed class StratumStartException(StratumPort port, SocketException cause)
    : Exception(
        $"stratum cannot listen on {new IPEndPoint(port.Address, port.Port)}: {cause.Message}. " +
        "Stop the program that holds the port, or choose another port or address",
        cause);

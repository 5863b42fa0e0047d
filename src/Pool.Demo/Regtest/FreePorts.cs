using System.Net;
using System.Net.Sockets;

namespace Pool.Demo.Regtest;

/// <summary>Loopback ports that nobody listens on just now.</summary>
public static class FreePorts
{
    /// <summary>So many different ports. Another process may take one before it is used: the user of a port must cope.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            return [.. listeners.Select(listener =>
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            })];
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener.Dispose();
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Pool.Demo.Regtest;

/// <summary>Ports of the loopback interface that nobody listens on now.</summary>
public static class FreePorts
{
    /// <summary>All are held open until all are found, so that they differ.</summary>
    public static int[] Take(int count)
    {
        var listeners = new List<TcpListener>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}

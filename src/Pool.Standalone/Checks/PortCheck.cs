using System.Net;
using System.Net.Sockets;
using Pool.Standalone.Configuration;

namespace Pool.Standalone.Checks;

/// <summary>The ports can be listened on.</summary>
internal static class PortCheck
{
    public static IEnumerable<CheckResult> Run(PoolSettings settings)
    {
        foreach (var port in settings.Stratum.Ports)
        {
            yield return Try($"stratum {port.Address}:{port.Port}", port.Address, port.Port);
        }

        yield return Try($"web {settings.Web.Address}:{settings.Web.Port}", settings.Web.Address, settings.Web.Port);
    }

    private static CheckResult Try(string name, IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return CheckResult.Good(name, "free");
        }
        catch (SocketException error)
        {
            return CheckResult.Fail(name, error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program listens there (the pool itself?): stop it, or choose another port",
                SocketError.AddressNotAvailable => "this machine has no such address: use one of its own, or 0.0.0.0 for all",
                SocketError.AccessDenied => "not allowed: ports below 1024 need a privilege; choose a higher one",
                _ => error.Message,
            });
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Pool.Stratum;

/// <summary>Who counts as one peer: an IPv4 address, or an IPv6 network of 64 bits, which is what one host is given.</summary>
internal static class PeerNetwork
{
    private const int HostBytes = 8;

    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(HostBytes).Clear();
        return new IPAddress(bytes) + "/64";
    }
}

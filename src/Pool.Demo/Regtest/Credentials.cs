using System.Net;

namespace Pool.Demo.Regtest;

internal static class Credentials
{
    /// <summary>user:password as --rpc-login takes it.</summary>
    public static NetworkCredential? Read(string? login) =>
        login?.Split(':', 2) is [var user, var password] ? new NetworkCredential(user, password) : null;
}

namespace Pool.CryptoNote.Rpc;

/// <summary>Where a node or wallet answers, and its login when it has one (HTTP digest).</summary>
public sealed record RpcEndpoint
{
    /// <param name="url">http or https, host and port, e.g. http://127.0.0.1:18081.</param>
    /// <exception cref="ArgumentException">Not such a URL, or it carries a login; the message says so.</exception>
    public RpcEndpoint(string url, string? user = null, string? password = null)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw new ArgumentException($"'{url}' is no URL such as http://127.0.0.1:18081", nameof(url));
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                $"the URL of {uri.Authority} carries a login: give user and password apart from it", nameof(url));
        }

        Url = uri;
        User = user;
        Password = password;
    }

    public Uri Url { get; }

    /// <summary>Null for a server without login.</summary>
    public string? User { get; }

    /// <summary>Secret: never in logs.</summary>
    public string? Password { get; }

    /// <summary>Host and port.</summary>
    public string Name => Url.Authority;

    /// <summary>Host and port: a record's own text would show the password.</summary>
    public override string ToString() => Name;
}

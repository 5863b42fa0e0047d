using System.Globalization;

namespace Pool.Standalone.Configuration;

/// <summary>
/// Reads settings one by one, each with its range, and remembers which keys it was asked for, so that a misspelt key is
/// an error and not a default in silence. All problems are gathered and told at once.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public string Text(string path, string? fallback = null)
    {
        var value = Raw(path) ?? fallback;
        if (!string.IsNullOrWhiteSpace(value))
        {
            return value;
        }

        Problem(path, value, "a text; it has no default");
        return "";
    }

    public string? OptionalText(string path)
    {
        var value = Raw(path);
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    public string OneOf(string path, string fallback, params ReadOnlySpan<string> allowed)
    {
        var value = Raw(path) ?? fallback;
        foreach (var candidate in allowed)
        {
            if (string.Equals(candidate, value, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        Problem(path, value, "one of " + string.Join(", ", allowed!));
        return fallback;
    }

    public long Number(string path, long? fallback, long minimum, long maximum)
    {
        var text = Raw(path);
        if (text is null && fallback is { } value)
        {
            return value;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum)
        {
            return number;
        }

        Problem(path, text, $"a whole number from {minimum} to {maximum}");
        return fallback ?? minimum;
    }

    public TimeSpan Seconds(string path, long fallback, long minimum, long maximum) =>
        TimeSpan.FromSeconds(Number(path, fallback, minimum, maximum));

    public bool Flag(string path, bool fallback)
    {
        var text = Raw(path);
        if (text is null)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Problem(path, text, "true or false");
        return fallback;
    }

    public Uri Address(string path, string? fallback, params ReadOnlySpan<string> schemes)
    {
        var text = Raw(path) ?? fallback;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.UserInfo.Length > 0 || uri.PathAndQuery.Length > 1))
        {
            Problem(path, "(hidden)", $"scheme, host and port alone, such as {schemes[0]}://127.0.0.1:18081; a login has a setting of its own");
            return new Uri($"{schemes[0]}://127.0.0.1:1");
        }

        if (uri is { Port: > 0 })
        {
            foreach (var scheme in schemes)
            {
                if (uri.Scheme == scheme)
                {
                    return uri;
                }
            }
        }

        Problem(path, text, $"an address such as {schemes[0]}://127.0.0.1:18081");
        return new Uri($"{schemes[0]}://127.0.0.1:1");
    }

    /// <summary>A login as user:password, or none.</summary>
    public Login? Login(string path)
    {
        var text = OptionalText(path);
        if (text is null)
        {
            return null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            return new Login(text[..colon], text[(colon + 1)..]);
        }

        Problem(path, "(hidden)", "user:password");
        return null;
    }

    /// <summary>How many entries a list has: children named 0, 1, 2, …</summary>
    public int Count(string path, int minimum, int maximum)
    {
        var children = configuration.GetSection(path).GetChildren().ToList();
        for (var i = 0; i < children.Count; i++)
        {
            if (children[i].Key != i.ToString(CultureInfo.InvariantCulture))
            {
                Problem(children[i].Path, children[i].Value, "a list whose entries are numbered 0, 1, 2, …");
            }
        }

        if (children.Count < minimum || children.Count > maximum)
        {
            Problem(path, $"{children.Count} entries", $"a list of {minimum} to {maximum} entries");
        }

        return children.Count;
    }

    /// <summary>Tells a problem that only appears between several settings.</summary>
    public void Problem(string path, string? value, string allowed) =>
        _problems.Add($"{Show(path)} is {(value is null ? "missing" : $"'{value}'")}; allowed: {allowed}");

    /// <summary>Call when everything has been asked for: what is left over nobody knows.</summary>
    public void RefuseUnknown()
    {
        foreach (var (path, value) in configuration.AsEnumerable())
        {
            if (value is not null && !_known.Contains(path) && !IsEmptyList(path, value))
            {
                _problems.Add($"{Show(path)} is '{Harmless(value)}', but is not a setting of this program (as an environment variable: "
                    + $"{PoolSettingsLoader.EnvironmentPrefix}{path.Replace(":", "__", StringComparison.Ordinal)}); "
                    + "allowed: what `pool init` writes with comments");
            }
        }
    }

    /// <summary>A misspelt setting may be a login: what could be user:password is not shown.</summary>
    private static string Harmless(string value) =>
        !value.Contains(':', StringComparison.Ordinal)
        || (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "tcp") && uri.UserInfo.Length == 0)
            ? value
            : "(hidden)";

    private bool IsEmptyList(string path, string value) => value.Length == 0 && !configuration.GetSection(path).GetChildren().Any();

    private string? Raw(string path)
    {
        _known.Add(path);
        return configuration[path];
    }

    private static string Show(string path) => path.Replace(':', '.');
}

/// <summary>A login to a daemon or wallet. Its text never shows the password.</summary>
public sealed record Login(string User, string Password)
{
    public override string ToString() => $"{User}:(hidden)";
}

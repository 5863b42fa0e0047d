namespace Pool.Core.Miners;

/// <summary>Worker names: letters, digits, dot, dash, underscore; so they are never markup.</summary>
public static class WorkerName
{
    /// <summary>Longest worker name; a HiveOS rig name with its farm fits.</summary>
    public const int MaxLength = 32;

    /// <summary>The name for a miner that gave none.</summary>
    public const string Default = "default";

    /// <summary>Makes a safe name of what a miner sent: other characters become '-', the rest is cut.</summary>
    public static string Clean(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Default;
        }

        return string.Create(Math.Min(name.Length, MaxLength), name, static (cleaned, source) =>
        {
            for (var i = 0; i < cleaned.Length; i++)
            {
                var c = source[i];
                cleaned[i] = char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-';
            }
        });
    }
}

using System.Globalization;
using System.Reflection;

namespace Pool.Storage.Schema;

/// <summary>One numbered step of a schema.</summary>
/// <param name="Version">The schema's version after it: 1, 2, 3, …</param>
/// <param name="Sql">Statements; never edited once released, because databases exist that were made by them.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>The steps that are built in for an engine, e.g. <c>Schema.Sqlite.0001-books.sql</c>.</summary>
    public static IReadOnlyList<Migration> BuiltIn(string engine)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"Schema.{engine}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Load(assembly, name, name[prefix.Length..]))];
    }

    private static Migration Load(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(
            int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file, reader.ReadToEnd());
    }
}

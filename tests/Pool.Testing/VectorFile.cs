using System.Text.Json;

namespace Pool.Testing;

/// <summary>Known values of other implementations, in tests/Vectors.</summary>
public static class VectorFile
{
    /// <param name="name">File name within tests/Vectors, e.g. blocks.json.</param>
    /// <exception cref="FileNotFoundException">There is no such file of vectors.</exception>
    public static JsonDocument Load(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", name);
        return JsonDocument.Parse(File.ReadAllBytes(path));
    }
}

using System.Text.Json;

namespace Pool.Hashing.Tests;

/// <summary>pow-vectors.json.</summary>
internal static class Vectors
{
    private static readonly Lazy<JsonElement> Root = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "pow-vectors.json"))).RootElement);

    public static JsonElement Section(string name) => Root.Value.GetProperty(name);

    /// <summary>The proof-of-work vectors of one algorithm; those whose key names it before a blank are its too.</summary>
    public static IReadOnlyList<PowVector> Of(string algorithm) =>
        Section("cryptonight_and_other_pow").EnumerateObject()
            .Where(entry => entry.Name.Split(' ')[0] == algorithm)
            .SelectMany(entry => entry.Value.EnumerateArray())
            .Select(vector => new PowVector(
                Hex(vector, "input"),
                vector.GetProperty("hash").GetString()!,
                new PowParameters(
                    vector.TryGetProperty("key", out _) ? Hex(vector, "key") : default(ReadOnlyMemory<byte>),
                    vector.TryGetProperty("height", out var height) ? height.GetUInt64() : 0)))
            .ToArray();

    public static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);
}

internal sealed record PowVector(byte[] Input, string Hash, PowParameters Parameters);

using System.Text.Json;
using Pool.Testing;

namespace Pool.CryptoNote.Tests.Blocks;

/// <summary>Monero blocks with what other implementations made of them.</summary>
internal static class MoneroVectors
{
    public static readonly JsonElement[] All =
        [.. VectorFile.Load("blocks.json").RootElement.GetProperty("monero").EnumerateArray()];

    public static readonly JsonElement More = VectorFile.Load("monero-blocks-more.json").RootElement;

    /// <summary>Those that have their whole blob.</summary>
    public static readonly JsonElement[] Whole = [.. All.Where(v => v.TryGetProperty("block_blob", out _))];

    public static JsonElement Template => All.Single(v => Text(v, "name").StartsWith("Monero v16", StringComparison.Ordinal));

    public static byte[] Bytes(JsonElement vector, string property) => Convert.FromHexString(Text(vector, property));

    public static string Text(JsonElement vector, string property) => vector.GetProperty(property).GetString()!;

    public static long Number(JsonElement vector, string property) => vector.GetProperty(property).GetInt64();
}

using System.Globalization;
using System.Text.Json;

namespace Pool.CryptoNote.Rpc;

/// <summary>Fields of an answer, each of which may be missing, of another type or out of range.</summary>
internal static class RpcFields
{
    /// <exception cref="RpcFailure">Missing or no string.</exception>
    public static string Text(this JsonElement answer, string name) =>
        answer.Field(name) is { ValueKind: JsonValueKind.String } field ? field.GetString()! : throw Wrong(name, "text");

    /// <summary>Null when missing, no string, or empty.</summary>
    public static string? OptionalText(this JsonElement answer, string name) =>
        answer.Field(name) is { ValueKind: JsonValueKind.String } field && field.GetString() is { Length: > 0 } text
            ? text : null;

    /// <summary>0 to 2^63-1.</summary>
    /// <exception cref="RpcFailure">Missing, no whole number, or out of range.</exception>
    public static long Number(this JsonElement answer, string name) =>
        answer.OptionalNumber(name) ?? throw Wrong(name, "a whole number from 0 to 2^63-1");

    public static long? OptionalNumber(this JsonElement answer, string name) =>
        answer.Field(name) is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out var number) && number >= 0
            ? number : null;

    /// <summary>False when missing.</summary>
    public static bool Flag(this JsonElement answer, string name) => answer.Field(name).ValueKind == JsonValueKind.True;

    /// <exception cref="RpcFailure">Missing or not 64 hex digits.</exception>
    public static Hash32 Hash(this JsonElement answer, string name) =>
        Hash32.TryParse(answer.OptionalText(name), out var hash) ? hash : throw Wrong(name, "64 hex digits");

    /// <exception cref="RpcFailure">Missing or no hex.</exception>
    public static byte[] Bytes(this JsonElement answer, string name) =>
        answer.OptionalBytes(name) ?? throw Wrong(name, "hex");

    /// <summary>Null when missing, empty or no hex.</summary>
    public static byte[]? OptionalBytes(this JsonElement answer, string name)
    {
        if (answer.OptionalText(name) is not { } text || text.Length % 2 != 0)
        {
            return null;
        }

        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    /// <summary>The elements of a list; none when it is missing, as monerod leaves empty lists out.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement answer, string name) =>
        answer.Field(name) is { ValueKind: JsonValueKind.Array } field ? field.EnumerateArray() : [];

    /// <summary>A list of hashes.</summary>
    /// <exception cref="RpcFailure">One is no hash.</exception>
    public static Hash32[] Hashes(this JsonElement answer, string name) =>
        [.. answer.List(name).Select(element =>
            element.ValueKind == JsonValueKind.String && Hash32.TryParse(element.GetString(), out var hash)
                ? hash : throw Wrong(name, "64 hex digits each"))];

    /// <summary>An object within the answer.</summary>
    /// <exception cref="RpcFailure">Missing or no object.</exception>
    public static JsonElement Object(this JsonElement answer, string name) =>
        answer.Field(name) is { ValueKind: JsonValueKind.Object } field ? field : throw Wrong(name, "an object");

    /// <summary>
    /// monerod's 128-bit difficulty, given as 0x-hex; nodes before 0.15 have the plain number only.
    /// </summary>
    /// <exception cref="RpcFailure">Missing, unreadable, or above 2^63-1.</exception>
    public static long Difficulty(this JsonElement answer)
    {
        if (answer.OptionalText("wide_difficulty") is not { } text)
        {
            return answer.Number("difficulty");
        }

        return text.StartsWith("0x", StringComparison.Ordinal)
            && UInt128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var wide)
            && wide <= long.MaxValue
            ? (long)wide
            : throw Wrong("wide_difficulty", $"0x and hex up to 2^63-1, but '{(text.Length > 40 ? text[..40] : text)}'");
    }

    private static JsonElement Field(this JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var field) ? field : default;

    private static RpcFailure Wrong(string name, string expected) => new($"the answer's '{name}' is not {expected}");
}

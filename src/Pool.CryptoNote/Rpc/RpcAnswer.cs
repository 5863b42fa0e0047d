using System.Text.Json;

namespace Pool.CryptoNote.Rpc;

/// <summary>What a JSON-RPC server answered: a result, or an error of its own.</summary>
internal readonly record struct RpcAnswer(JsonElement Result, RpcError? Error)
{
    /// <exception cref="RpcFailure">The answer is an error.</exception>
    public JsonElement Required(string method) =>
        Error is null ? Result : throw new RpcFailure($"{method} failed: {Error}");

    /// <exception cref="RpcFailure">The text is no JSON-RPC answer.</exception>
    public static RpcAnswer Parse(string method, byte[] body)
    {
        var root = ParseObject(method, body);
        if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            return new RpcAnswer(default, new RpcError(Code(error), error.OptionalText("message") ?? "no message"));
        }

        return root.TryGetProperty("result", out var result)
            ? new RpcAnswer(result, null)
            : throw new RpcFailure($"the answer to {method} has neither result nor error");
    }

    private static int Code(JsonElement error) =>
        error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number)
            ? number : 0;

    /// <exception cref="RpcFailure">The text is no JSON object.</exception>
    public static JsonElement ParseObject(string method, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new RpcFailure($"the answer to {method} is no JSON object");
        }
        catch (JsonException e)
        {
            throw new RpcFailure($"the answer to {method} is no JSON: is this the right port?", e);
        }
    }
}

/// <summary>An error in the server's own words.</summary>
internal sealed record RpcError(int Code, string Message)
{
    public override string ToString() => $"error {Code}, {Message}";
}

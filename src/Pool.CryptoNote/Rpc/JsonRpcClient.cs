using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Pool.CryptoNote.Rpc;

/// <summary>
/// JSON over HTTP to one daemon or wallet, with or without a digest login, each call with a deadline. Whatever keeps an answer
/// from arriving whole becomes the caller's "unavailable" exception; what the server decides is a value.
/// </summary>
public sealed class JsonRpcClient : IDisposable
{
    /// <summary>Largest answer taken: a block of the largest size as hex within JSON, with room to spare.</summary>
    private const int MaxAnswerBytes = 64 << 20;

    /// <summary>Connections to one server: templates, submits and queries do not wait for each other.</summary>
    private const int MaxConnections = 8;

    private readonly HttpClient _http;
    private readonly Func<string, Exception?, Exception> _unavailable;

    /// <param name="server">Scheme, host and port.</param>
    /// <param name="login">Digest login (RFC 7616), or null.</param>
    /// <param name="unavailable">Makes the exception for a call whose outcome is unknown.</param>
    public JsonRpcClient(Uri server, NetworkCredential? login, Func<string, Exception?, Exception> unavailable)
    {
        _unavailable = unavailable;
        var handler = new SocketsHttpHandler
        {
            Credentials = login,
            MaxConnectionsPerServer = MaxConnections,
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    /// <summary>Calls a JSON-RPC 2.0 method at /json_rpc.</summary>
    /// <param name="parameters">An object or array, or null for none.</param>
    public async Task<RpcAnswer> Call(string method, object? parameters, TimeSpan deadline, CancellationToken cancel)
    {
        var answer = await Post("json_rpc", new { jsonrpc = "2.0", id = "0", method, @params = parameters ?? new { } }, method, deadline, cancel);
        return answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? new RpcAnswer(default, ReadError(error))
            : answer.TryGetProperty("result", out var result)
                ? new RpcAnswer(result, null)
                : throw _unavailable($"{method} answered neither result nor error", null);
    }

    /// <summary>Posts to a path of its own, as monerod's other calls want it.</summary>
    public Task<JsonElement> Post(string path, object body, TimeSpan deadline, CancellationToken cancel) =>
        Post(path, body, path, deadline, cancel);

    /// <summary>Reads a value from an answer; a missing or odd one makes the server unavailable, not the pool broken.</summary>
    public T Read<T>(string call, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw _unavailable($"{call} answered something unreadable: {error.Message}", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> Post(string path, object body, string call, TimeSpan deadline, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(deadline);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

            // The servers' digest logins answer the first request with a challenge and want the body again: send it with a length.
            await request.Content.LoadIntoBufferAsync(limited.Token);
            using var response = await _http.SendAsync(request, limited.Token);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                throw _unavailable($"{call}: the login was refused; check the configured user:password", null);
            }

            if (!response.IsSuccessStatusCode)
            {
                throw _unavailable($"{call}: HTTP {(int)response.StatusCode} {response.ReasonPhrase}", null);
            }

            return await response.Content.ReadFromJsonAsync<JsonElement>(limited.Token);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw _unavailable($"{call}: no answer within {deadline.TotalSeconds:0.#} s", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException or NotSupportedException)
        {
            throw _unavailable($"{call}: {error.Message}", error);
        }
    }

    private static RpcError ReadError(JsonElement error) => new(
        error.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0,
        error.TryGetProperty("message", out var message) ? message.ToString() : error.ToString());
}

/// <summary>A result, or the server's refusal.</summary>
public readonly record struct RpcAnswer(JsonElement Result, RpcError? Error);

/// <param name="Code">As the server numbers it; 0 when it gave none.</param>
public sealed record RpcError(int Code, string Message);

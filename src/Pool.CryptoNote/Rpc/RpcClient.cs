using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Pool.CryptoNote.Rpc;

/// <summary>Asks monerod or monero-wallet-rpc: JSON-RPC, and plain JSON at a path. Each call has its own deadline.</summary>
internal sealed class RpcClient(RpcEndpoint endpoint, RpcLimits limits, TimeProvider clock) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly RpcLanes _lanes = new(endpoint, limits.Checked());

    public string Name => endpoint.Name;

    /// <exception cref="RpcFailure">No answer in time, or none that can be read.</exception>
    public async Task<RpcAnswer> Call(string method, object parameters, TimeSpan deadline, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", id = "0", method, @params = parameters });
        return RpcAnswer.Parse(method, await Send(method, "/json_rpc", body, deadline, cancel).ConfigureAwait(false));
    }

    /// <exception cref="RpcFailure">No answer in time, or none that can be read.</exception>
    public async Task<JsonElement> Post(string path, object parameters, TimeSpan deadline, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(parameters);
        return RpcAnswer.ParseObject(path, await Send(path, path, body, deadline, cancel).ConfigureAwait(false));
    }

    public void Dispose() => _lanes.Dispose();

    private async Task<byte[]> Send(string what, string path, byte[] body, TimeSpan deadline, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return await _lanes.Use(lane => SendOn(lane, path, body, either.Token), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RpcFailure($"no answer to {what} within {deadline.TotalSeconds:0.###} s");
        }
        catch (HttpRequestException e)
        {
            throw new RpcFailure(Explain(what, e), e);
        }
        catch (IOException e)
        {
            throw new RpcFailure($"the connection broke during {what}", e);
        }
    }

    private static async Task<byte[]> SendOn(HttpClient lane, string path, byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = Json;
        using var response = await lane.SendAsync(request, cancel).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
    }

    private string Explain(string what, HttpRequestException e) => (e.StatusCode, e.HttpRequestError) switch
    {
        (HttpStatusCode.Unauthorized, _) when endpoint.User is null => "it asks for a login: set user and password",
        (HttpStatusCode.Unauthorized, _) => "it refuses the login: check user and password",
        ({ } status, _) => $"it answered {what} with HTTP {(int)status}",
        (_, HttpRequestError.ConnectionError) => "no connection: is it running, and is this its address?",
        (_, HttpRequestError.NameResolutionError) => "its host name is unknown",
        (_, HttpRequestError.ConfigurationLimitExceeded) => $"its answer to {what} exceeds {limits.AnswerBytes} bytes",
        _ => $"the connection broke during {what}",
    };
}

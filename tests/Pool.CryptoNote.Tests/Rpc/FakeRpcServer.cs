using System.Net;
using System.Net.Sockets;
using System.Text;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Tests.Rpc;

/// <summary>A server on loopback that answers every request with what the test wants, good HTTP or not.</summary>
internal sealed class FakeRpcServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Task<string>> _answer;

    /// <param name="answer">From a request's body to the whole response, header and all; empty closes the connection.</param>
    private FakeRpcServer(Func<string, Task<string>> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Accept();
    }

    public RpcEndpoint Endpoint => new($"http://{_listener.LocalEndpoint}");

    public static FakeRpcServer Raw(Func<string, string> answer) => new(request => Task.FromResult(answer(request)));

    /// <summary>Answers in its own time.</summary>
    public static FakeRpcServer Slow(Func<string, Task<string>> answer) => new(answer);

    /// <summary>Answers with a JSON body.</summary>
    public static FakeRpcServer Json(Func<string, string> answer) => Raw(request => Http(200, answer(request)));

    public static FakeRpcServer Json(string answer) => Json(_ => answer);

    /// <summary>Answers with a JSON-RPC result.</summary>
    public static FakeRpcServer Result(string result) => Json("{\"id\":\"0\",\"jsonrpc\":\"2.0\",\"result\":" + result + "}");

    /// <summary>Answers with a JSON-RPC error.</summary>
    public static FakeRpcServer Error(int code, string message) =>
        Json("{\"id\":\"0\",\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}");

    public static string Http(int status, string body) =>
        $"HTTP/1.1 {status} x\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Serve(client, _stop.Token);
        }
    }

    private async Task Serve(TcpClient client, CancellationToken cancel)
    {
        using var connection = client;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        while (await ReadBody(reader, cancel) is { } body)
        {
            var answer = await _answer(body);
            if (answer.Length == 0)
            {
                return;
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancel);
        }
    }

    private static async Task<string?> ReadBody(StreamReader reader, CancellationToken cancel)
    {
        var length = 0;
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.AsSpan(15), provider: null);
            }
            else if (line.Length == 0)
            {
                var body = new char[length];
                return await reader.ReadBlockAsync(body, cancel) == length ? new string(body) : null;
            }
        }

        return null;
    }
}

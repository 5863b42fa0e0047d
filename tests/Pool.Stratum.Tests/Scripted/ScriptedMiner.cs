using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Pool.Stratum.Tests;

/// <summary>A miner that sends and reads lines as the test says.</summary>
internal sealed class ScriptedMiner : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private int _lastId = 1;

    private ScriptedMiner(Socket socket)
    {
        _socket = socket;
        _reader = new StreamReader(new NetworkStream(socket), new UTF8Encoding(false, true));
    }

    public string Session { get; private set; } = "";

    /// <summary>The job that came last.</summary>
    public ScriptedJob Job { get; private set; } = null!;

    public static async Task<ScriptedMiner> Connect(IPEndPoint server, int? receiveBuffer = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes)
        {
            socket.ReceiveBufferSize = bytes;
        }

        await socket.ConnectAsync(server, TestPool.Patience());
        return new ScriptedMiner(socket);
    }

    public async Task<JsonElement> LogIn(string login = "good-wallet", string more = "")
    {
        await Send($$$"""{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"{{{login}}}","pass":"x","agent":"XMRig/6.26.0"{{{more}}}}}""");
        var reply = await Read();
        if (reply.TryGetProperty("result", out var result))
        {
            Session = result.GetProperty("id").GetString()!;
            Job = new ScriptedJob(result.GetProperty("job"));
        }

        return reply;
    }

    public Task Send(string line) => SendBytes(Encoding.UTF8.GetBytes(line + "\n"));

    public async Task SendBytes(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, TestPool.Patience())..];
        }
    }

    /// <summary>The next line as it came.</summary>
    public async Task<string> ReadLine() =>
        await _reader.ReadLineAsync(TestPool.Patience()) ?? throw new EndOfStreamException("the server closed the connection");

    /// <summary>The next line as JSON.</summary>
    public async Task<JsonElement> Read() => JsonDocument.Parse(await ReadLine()).RootElement;

    /// <summary>The next line, which must be a new job.</summary>
    public async Task<ScriptedJob> ReadJob()
    {
        var notice = await Read();
        notice.GetProperty("method").GetString().ShouldBe("job");
        return Job = new ScriptedJob(notice.GetProperty("params"));
    }

    /// <summary>The server closed the connection after what has been read.</summary>
    public async Task<bool> IsClosed()
    {
        try
        {
            return await _reader.ReadLineAsync(TestPool.Patience()) is null;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Sends a share and gives its id.</summary>
    public async Task<int> Submit(ScriptedJob job, string nonce, string result, string? session = null)
    {
        var id = ++_lastId;
        await Send(ShareLine(id.ToString(CultureInfo.InvariantCulture), job, nonce, result, session));
        return id;
    }

    public string ShareLine(string id, ScriptedJob job, string nonce, string result, string? session = null) =>
        $$$"""{"id":{{{id}}},"jsonrpc":"2.0","method":"submit","params":{"id":"{{{session ?? Session}}}","job_id":"{{{job.Id}}}","nonce":"{{{nonce}}}","result":"{{{result}}}","algo":"rx/0"}}""";

    /// <summary>Sends a share and reads the answer.</summary>
    public async Task<JsonElement> Share(ScriptedJob job, string nonce, string result)
    {
        var id = await Submit(job, nonce, result);
        var reply = await Read();
        reply.GetProperty("id").GetInt32().ShouldBe(id);
        return reply;
    }

    public Task<JsonElement> Share(ScriptedJob job, (string Nonce, string Result) share) => Share(job, share.Nonce, share.Result);

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }
}

internal static class ReplyExtensions
{
    /// <summary>The text of an error reply, whose shape is checked.</summary>
    public static string ErrorText(this JsonElement reply)
    {
        reply.TryGetProperty("result", out _).ShouldBeFalse();
        var error = reply.GetProperty("error");
        error.GetProperty("code").GetInt32().ShouldBe(-1);
        return error.GetProperty("message").GetString()!;
    }

    public static void ShouldBeOk(this JsonElement reply)
    {
        reply.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        reply.GetProperty("result").GetProperty("status").GetString().ShouldBe("OK");
    }
}

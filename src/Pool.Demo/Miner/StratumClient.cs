using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Pool.Demo.Miner;

/// <summary>
/// A miner's side of one stratum connection: sends requests, matches replies by id and queues the jobs that the pool pushes.
/// </summary>
public sealed class StratumClient : IAsyncDisposable
{
    private readonly TcpClient _tcp;
    private readonly StreamReader _reader;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<StratumReply>> _waiting = new();
    private readonly Channel<StratumJob> _jobs = Channel.CreateUnbounded<StratumJob>();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Task _reading;
    private long _lastId;
    private string _session = "";

    private StratumClient(TcpClient tcp)
    {
        _tcp = tcp;
        _reader = new StreamReader(tcp.GetStream(), Encoding.UTF8);
        _reading = Task.Run(Read);
    }

    /// <summary>Jobs in the order in which the pool gave them; completes when the connection ends.</summary>
    public ChannelReader<StratumJob> Jobs => _jobs.Reader;

    public string Session => _session;

    public static async Task<StratumClient> Connect(string host, int port, CancellationToken cancel)
    {
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            await tcp.ConnectAsync(host, port, cancel);
            return new StratumClient(tcp);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <returns>The refusal's text, or null when logged in; the first job is then in <see cref="Jobs"/>.</returns>
    public async Task<string?> Login(string login, string password, string agent, string algorithm, CancellationToken cancel)
    {
        var reply = await Call("login", new { login, pass = password, agent, algo = new[] { algorithm } }, cancel);
        if (reply.Error is not null)
        {
            return reply.Error;
        }

        _session = reply.Result.GetProperty("id").GetString()!;
        _jobs.Writer.TryWrite(StratumJob.Read(reply.Result.GetProperty("job")));
        return null;
    }

    /// <returns>The refusal's text, or null when the share was accepted.</returns>
    public async Task<string?> Submit(StratumJob job, uint nonce, ReadOnlyMemory<byte> hash, CancellationToken cancel)
    {
        var reply = await Call("submit", new
        {
            id = _session,
            job_id = job.Id,
            nonce = Convert.ToHexStringLower(BitConverter.GetBytes(nonce)),
            result = Convert.ToHexStringLower(hash.Span),
        }, cancel);
        return reply.Error;
    }

    /// <summary>Sends a request and waits for the reply with its id.</summary>
    public async Task<StratumReply> Call(string method, object parameters, CancellationToken cancel)
    {
        var id = Interlocked.Increment(ref _lastId);
        var reply = new TaskCompletionSource<StratumReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = reply;
        await SendLine(JsonSerializer.Serialize(new { id, jsonrpc = "2.0", method, @params = parameters }), cancel);
        if (_reading.IsCompleted)
        {
            reply.TrySetException(Ended(null));
        }

        return await reply.Task.WaitAsync(cancel);
    }

    public async Task SendLine(string line, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await _tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        await _reading;
        _reader.Dispose();
        _sending.Dispose();
    }

    private async Task Read()
    {
        Exception? failure = null;
        try
        {
            while (await _reader.ReadLineAsync() is { } line)
            {
                Take(JsonDocument.Parse(line).RootElement);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or SocketException or JsonException)
        {
            failure = error;
        }

        _jobs.Writer.TryComplete();
        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(Ended(failure));
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("method", out var method))
        {
            if (method.GetString() == "job")
            {
                _jobs.Writer.TryWrite(StratumJob.Read(message.GetProperty("params")));
            }
        }
        else if (message.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number
            && _waiting.TryRemove(id.GetInt64(), out var waiting))
        {
            waiting.TrySetResult(StratumReply.Read(message));
        }
    }

    private static IOException Ended(Exception? failure) => new("the pool closed the connection", failure);
}

/// <summary>A reply: a result, or the error's text.</summary>
public sealed record StratumReply(JsonElement Result, string? Error)
{
    internal static StratumReply Read(JsonElement message) =>
        message.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? new(default, error.GetProperty("message").GetString())
            : new(message.GetProperty("result"), null);
}

/// <summary>Work as the pool gave it.</summary>
/// <param name="Blob">Hashing blob; the nonce stands at <see cref="NonceOffset"/>.</param>
/// <param name="Target">A hash whose bytes 24 to 31, little-endian, are below it is a share.</param>
public sealed record StratumJob(string Id, byte[] Blob, ulong Target, long Height, byte[] SeedHash)
{
    /// <summary>Where CryptoNote miners put the nonce.</summary>
    public const int NonceOffset = 39;

    /// <summary>The difficulty that the target stands for.</summary>
    public ulong Difficulty => ulong.MaxValue / Target;

    internal static StratumJob Read(JsonElement job)
    {
        var target = job.GetProperty("target").GetString()!;
        return new(
            job.GetProperty("job_id").GetString()!,
            Convert.FromHexString(job.GetProperty("blob").GetString()!),
            ReadTarget(target),
            job.GetProperty("height").GetInt64(),
            Convert.FromHexString(job.GetProperty("seed_hash").GetString()!));
    }

    /// <summary>Both forms of stratum: 4 and 8 bytes, little-endian; the short one is widened as xmrig does.</summary>
    private static ulong ReadTarget(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return bytes.Length switch
        {
            4 => ulong.MaxValue / (uint.MaxValue / (ulong)BitConverter.ToUInt32(bytes)),
            8 => BitConverter.ToUInt64(bytes),
            _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"target '{hex}' has {bytes.Length} bytes")),
        };
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Pool.Demo.Story;

/// <summary>The pool as a process of its own, as an operator runs it; its JSON log is read as events.</summary>
public sealed class PoolProcess : IAsyncDisposable
{
    /// <summary>Time for a graceful stop: the pool flushes its shares well within it.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    /// <summary>Log lines kept for the story of a failure.</summary>
    private const int TailLines = 40;

    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly Channel<PoolEvent> _events = Channel.CreateUnbounded<PoolEvent>();
    private readonly Queue<string> _tail = new();

    private PoolProcess(Process process) => _process = process;

    public ChannelReader<PoolEvent> Events => _events.Reader;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Ends when the process does, with its exit code.</summary>
    public async Task<int> WaitForExit(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    /// <param name="program">pool.dll, or another host with the same command line.</param>
    public static PoolProcess Start(string program, string configuration, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [program, "run", "--config", configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new IOException($"{program} could not be started");
        var pool = new PoolProcess(process);
        process.OutputDataReceived += (_, line) => pool.Take(line.Data);
        process.ErrorDataReceived += (_, line) => pool.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return pool;
    }

    /// <summary>The last lines of its log.</summary>
    public string Tail()
    {
        lock (_tail)
        {
            return string.Join(Environment.NewLine, _tail);
        }
    }

    /// <summary>Asks it to stop; kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, SigTerm);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(StopDeadline);
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _events.Writer.TryComplete();
            return;
        }

        Keep(line);
        if (line.StartsWith('{') && PoolEvent.TryRead(line) is { } happened)
        {
            _events.Writer.TryWrite(happened);
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_tail)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}

/// <summary>One event of the pool's log.</summary>
/// <param name="Name">e.g. block-found, block-credited, payout.</param>
public sealed record PoolEvent(string Name, JsonElement Properties)
{
    public string Text(string property) => Properties.GetProperty(property).ToString();

    /// <summary>Null for a line that is no event.</summary>
    internal static PoolEvent? TryRead(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("State", out var state) && state.TryGetProperty("Kind", out var name)
                ? new PoolEvent(name.GetString()!, state.Clone())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Diagnostics;

namespace Pool.Demo.Regtest;

/// <summary>A daemon or wallet that we started: it answers before we go on, and it ends with us.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>monerod writes its database out in 2 to 3 s; a busy machine may need longer.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    /// <summary>From start to first answer: about 1 s on a quiet machine.</summary>
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs the program and ends it when our end of the pipe closes: because we say so, or because we died, however we died.
    /// </summary>
    private const string Watcher =
        """
        exec 3<&0
        "$@" </dev/null 3<&- &
        child=$!
        { read -r _ <&3; kill -TERM "$child" 2>/dev/null; } &
        watcher=$!
        wait "$child"
        code=$?
        kill "$watcher" 2>/dev/null
        exit "$code"
        """;

    /// <summary>What a shell exits with when it finds no such program.</summary>
    private const int NotFound = 127;

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <param name="package">The Debian package that brings the program.</param>
    /// <param name="answers">Whether it can be asked by now.</param>
    /// <exception cref="IOException">It is not installed, ended at once, or never answered; the text says which.</exception>
    public static async Task<ServerProcess> Start(
        string program, string package, IReadOnlyList<string> arguments, Func<CancellationToken, Task<bool>> answers, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("sh", ["-c", Watcher, "sh", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var process = Process.Start(start) ?? throw new IOException($"{program} could not be started");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process);
        try
        {
            await server.WaitUntil(answers, program, package, cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillHard()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(StopDeadline);
            }
            catch (TimeoutException)
            {
                await KillHard();
            }
        }

        _process.Dispose();
    }

    private async Task WaitUntil(Func<CancellationToken, Task<bool>> answers, string program, string package, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (!await answers(cancel))
        {
            if (_process.HasExited)
            {
                throw new IOException(_process.ExitCode == NotFound
                    ? $"{program} is not installed: install the Debian package {package}"
                    : $"{program} ended at once with code {_process.ExitCode}");
            }

            if (clock.Elapsed > StartDeadline)
            {
                throw new IOException($"{program} did not answer within {StartDeadline.TotalSeconds:0} s");
            }

            await Task.Delay(Poll, cancel);
        }
    }
}

using System.Diagnostics;

namespace Pool.Demo.Regtest;

/// <summary>
/// A program that cannot outlive this process, however that dies: a shell in between reads a pipe whose other end is only
/// here, and when it closes asks the program to end, and ends it after ten seconds if it does not.
/// </summary>
internal sealed class RegtestProcess : IAsyncDisposable
{
    private const string Keeper =
        """
        exec 3<&0
        "$@" </dev/null >/dev/null 2>&1 3<&- &
        program=$!
        (
            while read -r _ <&3; do :; done
            kill -TERM $program
            for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 $program || exit; done
            kill -KILL $program
        ) >/dev/null 2>&1 &
        keeper=$!
        wait $program
        code=$?
        kill $keeper
        exit $code
        """;

    /// <summary>monerod flushes its database at SIGTERM, 2 to 3 s; then the shell's own ten.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    private readonly Process _shell;

    private RegtestProcess(Process shell) => _shell = shell;

    public bool HasExited => _shell.HasExited;

    public int ExitCode => _shell.ExitCode;

    /// <param name="program">A program of the Debian package monero.</param>
    /// <exception cref="InvalidOperationException">The program is missing; the message says what to install.</exception>
    public static RegtestProcess Start(string program, IEnumerable<string> arguments, string folder)
    {
        var path = Find(program)
            ?? throw new InvalidOperationException($"{program} is missing: install the Debian package monero");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, WorkingDirectory = folder };
        string[] all = ["-c", Keeper, "keeper", path, .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        return new RegtestProcess(Process.Start(start) ?? throw new InvalidOperationException("/bin/sh does not start"));
    }

    /// <summary>SIGTERM, then SIGKILL if it has not ended. Returns when it has.</summary>
    public async Task Stop()
    {
        if (!_shell.HasExited)
        {
            _shell.StandardInput.Close();
            using var deadline = new CancellationTokenSource(StopDeadline);
            try
            {
                await _shell.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                await Kill();
            }
        }
    }

    /// <summary>SIGKILL at once: a crash.</summary>
    public async Task Kill()
    {
        if (!_shell.HasExited)
        {
            _shell.Kill(entireProcessTree: true);
            await _shell.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _shell.Dispose();
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin").Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

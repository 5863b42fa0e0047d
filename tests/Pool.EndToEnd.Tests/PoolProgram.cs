using System.Diagnostics;

namespace Pool.EndToEnd.Tests;

/// <summary>The built program, run as an operator does.</summary>
public static class PoolProgram
{
    /// <returns>What it printed and how it ended.</returns>
    public static Task<ProgramResult> Run(CancellationToken cancel, params string[] arguments) => Run(new Dictionary<string, string>(), cancel, arguments);

    /// <param name="environment">Besides this process's own.</param>
    public static async Task<ProgramResult> Run(
        IReadOnlyDictionary<string, string> environment, CancellationToken cancel, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pool.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}

public sealed record ProgramResult(int ExitCode, string Output, string Error);

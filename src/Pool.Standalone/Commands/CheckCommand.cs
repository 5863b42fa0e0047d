using System.CommandLine;
using Pool.Standalone.Checks;
using Pool.Standalone.Configuration;

namespace Pool.Standalone.Commands;

/// <summary><c>pool check</c>: everything that can be known before the pool runs; each failure says what to do.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = PoolCommand.ConfigOption();
        return new Command("check", "Every preflight: configuration, ports, daemons, wallet, algorithm, clock, file limits.") { config }.Runs(
            (parsed, cancel) => Run(parsed.GetRequiredValue(config), cancel));
    }

    private static async Task<int> Run(string config, CancellationToken cancel)
    {
        var settings = PoolSettingsLoader.Load(config);
        Console.WriteLine($"ok    configuration: {config}");
        var failed = 0;
        await foreach (var result in AllChecks.Run(settings, cancel))
        {
            Console.WriteLine($"{result.Label}  {result.Name}: {result.Text}");
            failed += result.Failed ? 1 : 0;
        }

        Console.WriteLine(failed == 0 ? "ready: `pool run`" : $"{failed} checks failed");
        return failed == 0 ? ExitCode.Good : ExitCode.Failed;
    }
}

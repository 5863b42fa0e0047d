using System.CommandLine;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Commands;

/// <summary><c>pool run</c>: the pool itself.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var config = PoolCommand.ConfigOption();
        return new Command("run", "Runs the pool until it is told to stop.") { config }.Runs((parsed, cancel) =>
            Run(parsed.GetRequiredValue(config), ports => ports, TimeProvider.System, cancel));
    }

    /// <param name="arrange">May put something between the rules and the world, e.g. a second wallet client.</param>
    /// <param name="time">The clock of the rules and the books.</param>
    public static async Task<int> Run(
        string config, Func<PoolPorts, PoolPorts> arrange, TimeProvider time, CancellationToken cancel)
    {
        await using var host = await PoolHost.Start(PoolSettingsLoader.Load(config), arrange, time, cancel);
        await host.WaitForShutdown(cancel);
        return host.Failure is null ? ExitCode.Good : ExitCode.Failed;
    }
}

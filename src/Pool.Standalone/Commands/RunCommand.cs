using System.CommandLine;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Commands;

/// <summary><c>pool run</c>: the pool itself.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = PoolCommand.ConfigOption();
        return new Command("run", "Runs the pool until it is told to stop.") { config }.Runs((parsed, cancel) =>
            Run(parsed.GetRequiredValue(config), ports => ports, cancel));
    }

    /// <param name="arrange">May put something between the rules and the world, e.g. a second wallet client.</param>
    public static async Task<int> Run(string config, Func<PoolPorts, PoolPorts> arrange, CancellationToken cancel)
    {
        await using var host = await PoolHost.Start(PoolSettingsLoader.Load(config), arrange, cancel);
        await host.WaitForShutdown(cancel);
        return host.Failure is null ? ExitCode.Good : ExitCode.Failed;
    }
}

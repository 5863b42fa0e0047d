using Pool.EndToEnd.Host;
using Pool.Standalone.Commands;

// The pool as `pool run --config FILE` starts it, but with a clock that runs faster and a point at which it kills itself.
if (args is not ["run", "--config", { } config])
{
    Console.Error.WriteLine("usage: run --config FILE");
    return ExitCode.Misused;
}

var kill = KillPoint.FromEnvironment();
return await RunCommand.Run(config, kill.Arrange, FastClock.FromEnvironment(), CancellationToken.None);

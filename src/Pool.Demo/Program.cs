using System.Runtime.InteropServices;
using Pool.Demo.Regtest;
using Pool.Demo.Story;

if (args is not ["--pool", var program, ..] || args[2..] is not ([] or ["--once"]))
{
    Console.Error.WriteLine("usage: ./demo [--once]");
    return 2;
}

var once = args.Contains("--once");
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var folder = new TempFolder("pool-demo-");
var narrator = new Narrator(Console.Out);
await using var story = new Story(program, folder, narrator);
try
{
    await story.Tell(stop.Token);
    if (!once)
    {
        await story.Stay(stop.Token);
    }

    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    narrator.Tell("stopping");
    return once ? 1 : 0;
}
catch (StageException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(story.PoolLog);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

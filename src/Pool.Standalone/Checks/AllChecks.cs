using System.Runtime.CompilerServices;
using Pool.Standalone.Configuration;

namespace Pool.Standalone.Checks;

/// <summary>The preflights in the order in which an operator fixes them.</summary>
internal static class AllChecks
{
    public static async IAsyncEnumerable<CheckResult> Run(
        PoolSettings settings, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await StoreCheck.Run(settings, cancel);
        foreach (var port in PortCheck.Run(settings))
        {
            yield return port;
        }

        foreach (var daemon in settings.Daemons)
        {
            await foreach (var result in DaemonCheck.Run(settings, daemon, cancel))
            {
                yield return result;
            }
        }

        await foreach (var result in WalletCheck.Run(settings, cancel))
        {
            yield return result;
        }

        foreach (var result in MachineCheck.Run(settings))
        {
            yield return result;
        }
    }
}

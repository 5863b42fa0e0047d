using Pool.Core.Chain;
using Pool.CryptoNote.Coins;
using Pool.Hashing;
using Pool.Standalone.Configuration;

namespace Pool.Standalone.Hosting;

/// <summary>What must hold before the pool starts; <c>pool check</c> looks at the same and more.</summary>
internal static class Preflight
{
    /// <summary>At least one daemon answers, and none of those that answer is of another network.</summary>
    /// <exception cref="ConfigurationException">A daemon is of another network.</exception>
    /// <exception cref="DaemonUnavailableException">None answers.</exception>
    public static async Task RequireDaemon(PoolSettings settings, IReadOnlyList<IDaemon> daemons, CancellationToken cancel)
    {
        DaemonUnavailableException? problem = null;
        var answers = 0;
        foreach (var daemon in daemons)
        {
            try
            {
                var info = await daemon.GetInfo(cancel);
                answers++;
                if (info.Network != settings.CoinNetwork)
                {
                    throw new ConfigurationException("the configuration", [
                        $"pool.network is {settings.Network}, but the daemon {daemon.Name} is on {Name(info.Network)}"]);
                }
            }
            catch (DaemonUnavailableException error)
            {
                problem = error;
            }
        }

        if (answers == 0)
        {
            throw problem!;
        }
    }

    /// <exception cref="ConfigurationException">The algorithm gives a wrong hash, or its library is missing.</exception>
    public static void RequireAlgorithm(PowEngine engine, CoinFacts coin)
    {
        var name = coin.AlgorithmOf(coin.NewestMajorVersion)!;
        if (!PowRegistry.Default.TryGet(name, out var algorithm))
        {
            throw new ConfigurationException("the configuration", [$"pool.coin is {coin.Name}, whose algorithm {name} this program does not know"]);
        }

        if (engine.SelfTest(algorithm) is { } failure)
        {
            throw new ConfigurationException("this machine", [failure]);
        }
    }

    public static string Name(string network) => network == "fakechain" ? "regtest" : network;
}

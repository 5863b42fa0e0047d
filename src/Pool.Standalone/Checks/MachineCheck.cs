using System.Globalization;
using Pool.CryptoNote.Coins;
using Pool.Hashing;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Checks;

/// <summary>The algorithm hashes known vectors right, and there are files enough for the miners.</summary>
internal static class MachineCheck
{
    /// <summary>15,000 miners and the store, nodes and pages beside them (the stratum server's limit of connections).</summary>
    private const long EnoughFiles = 16_000;

    /// <summary>Below it even a small pool runs out: the default of a login shell.</summary>
    private const long FewFiles = 1_024;

    public static IEnumerable<CheckResult> Run(PoolSettings settings)
    {
        yield return Algorithm(settings);
        yield return Files();
    }

    private static CheckResult Algorithm(PoolSettings settings)
    {
        try
        {
            var coin = CoinFile.Load(settings.Coin);
            using var engine = new PowEngine();
            Preflight.RequireAlgorithm(engine, coin);
            return CheckResult.Good("algorithm", $"{coin.AlgorithmOf(coin.NewestMajorVersion)} hashes known vectors right");
        }
        catch (ConfigurationException error)
        {
            return CheckResult.Fail("algorithm", string.Join("; ", error.Problems));
        }
        catch (CoinFileException error)
        {
            return CheckResult.Fail("coin", error.Message);
        }
    }

    private static CheckResult Files()
    {
        const string Limits = "/proc/self/limits";
        const string Row = "Max open files";
        var line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal)) : null;
        var soft = line?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (!long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files))
        {
            return CheckResult.Good("open files", soft == "unlimited" ? "unlimited" : "the limit cannot be read here");
        }

        return files switch
        {
            < FewFiles => CheckResult.Fail("open files", $"{files} may be open at once: raise it (ulimit -n, LimitNOFILE) to {EnoughFiles}"),
            < EnoughFiles => CheckResult.Warn("open files", $"{files} may be open at once, a miner each: raise it (ulimit -n, LimitNOFILE) to {EnoughFiles} for 15,000 miners"),
            _ => CheckResult.Good("open files", $"{files} may be open at once"),
        };
    }
}

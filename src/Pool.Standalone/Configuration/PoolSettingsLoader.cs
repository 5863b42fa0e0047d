using System.Net;
using Pool.Core.Rewards;

namespace Pool.Standalone.Configuration;

/// <summary>
/// pool.json, overlaid by environment variables: POOL_ and the path with two underscores between its parts, e.g.
/// POOL_WALLET__LOGIN or POOL_STRATUM__PORTS__0__PORT.
/// </summary>
public static class PoolSettingsLoader
{
    public const string EnvironmentPrefix = "POOL_";

    private const long MaxDifficulty = 1L << 53;
    private const long MaxAtomic = 1L << 62;
    private const int MaxDaemons = 8;
    private const int MaxPorts = 32;

    /// <exception cref="ConfigurationException">Lists every problem with its path, value and what is allowed.</exception>
    public static PoolSettings Load(string file)
    {
        var reader = new SettingsReader(Open(file));
        var settings = Read(reader, Path.GetDirectoryName(Path.GetFullPath(file))!);
        reader.RefuseUnknown();
        return reader.Problems.Count == 0 ? settings : throw new ConfigurationException(file, reader.Problems);
    }

    private static IConfigurationRoot Open(string file)
    {
        if (!File.Exists(file))
        {
            throw new ConfigurationException(file, ["there is no such file; 'pool init' writes one, --config names another"]);
        }

        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false)
                .AddEnvironmentVariables(EnvironmentPrefix)
                .Build();
        }
        catch (InvalidDataException error)
        {
            throw new ConfigurationException(file, [$"it is not JSON: {error.InnerException?.Message ?? error.Message}"]);
        }
    }

    private static PoolSettings Read(SettingsReader reader, string folder) => new(
        Id: ReadId(reader),
        Name: reader.Text("pool:name", "A mining pool"),
        Coin: reader.Text("pool:coin", "monero"),
        Network: reader.OneOf("pool:network", "mainnet", "mainnet", "testnet", "stagenet", "regtest"),
        StorePath: Path.GetFullPath(reader.Text("store:path", "pool.db"), folder),
        Daemons: ReadDaemons(reader),
        Wallet: new(
            reader.Address("wallet:url", null, "http", "https"), reader.Login("wallet:login"), reader.Text("wallet:address")),
        Stratum: ReadStratum(reader),
        Web: new(ReadIp(reader, "web:address", "127.0.0.1"), (int)reader.Number("web:port", 8080, 1, 65535)),
        Rewards: ReadRewards(reader),
        Payouts: new(
            reader.Flag("payouts:enabled", true),
            reader.Number("payouts:minimumAtomic", 3_000_000_000, 1, MaxAtomic),
            reader.Seconds("payouts:intervalSeconds", 3600, 1, 7 * 86_400),
            (int)reader.Number("payouts:confirmations", 10, 1, 1000)),
        Hashing: new(
            (int)reader.Number("hashing:threads", Environment.ProcessorCount, 1, 256),
            reader.OneOf("hashing:randomx", "light", "light", "full") == "full",
            reader.Flag("hashing:hugePages", true)),
        Log: new(
            reader.OneOf("log:format", "text", "text", "json"),
            reader.OneOf("log:level", "Information", "Trace", "Debug", "Information", "Warning", "Error")));

    private static string ReadId(SettingsReader reader)
    {
        const int MaxLength = 16;
        var id = reader.Text("pool:id", "xmr");
        if (id.Length > MaxLength || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            reader.Problem("pool:id", id, $"1 to {MaxLength} lowercase letters, digits and dashes; it stands in the API's paths");
        }

        return id;
    }

    private static List<DaemonSettings> ReadDaemons(SettingsReader reader)
    {
        var daemons = new List<DaemonSettings>();
        for (var i = 0; i < reader.Count("daemons", 1, MaxDaemons); i++)
        {
            var zmq = reader.OptionalText($"daemons:{i}:zmq");
            if (zmq is not null && !(zmq.StartsWith("tcp://", StringComparison.Ordinal) && Uri.TryCreate(zmq, UriKind.Absolute, out _)))
            {
                reader.Problem($"daemons:{i}:zmq", zmq, "the daemon's --zmq-pub address such as tcp://127.0.0.1:18083");
            }

            daemons.Add(new(reader.Address($"daemons:{i}:url", null, "http", "https"), reader.Login($"daemons:{i}:login"), zmq));
        }

        return daemons;
    }

    private static StratumSettings ReadStratum(SettingsReader reader)
    {
        var ports = new List<StratumPortSettings>();
        for (var i = 0; i < reader.Count("stratum:ports", 1, MaxPorts); i++)
        {
            var path = $"stratum:ports:{i}:";
            var start = reader.Number(path + "difficulty", null, 1, MaxDifficulty);
            var minimum = reader.Number(path + "minimum", start, 1, MaxDifficulty);
            var maximum = reader.Number(path + "maximum", start, 1, MaxDifficulty);
            if (minimum > start || start > maximum)
            {
                reader.Problem(path + "difficulty", $"{start}", $"minimum ≤ difficulty ≤ maximum, here {minimum} and {maximum}");
            }

            ports.Add(new(
                ReadIp(reader, path + "address", "0.0.0.0"),
                (int)reader.Number(path + "port", null, 1, 65535),
                start,
                minimum,
                maximum,
                reader.OptionalText(path + "description") ?? ""));
        }

        foreach (var twice in ports.GroupBy(port => port.Port).Where(group => group.Count() > 1))
        {
            reader.Problem("stratum:ports", $"{twice.Key}", "each port once");
        }

        return new(reader.Text("stratum:publicHost", "127.0.0.1"), ports, reader.Seconds("stratum:staleGraceSeconds", 5, 0, 600));
    }

    private static RewardSettings ReadRewards(SettingsReader reader)
    {
        reader.OneOf("rewards:scheme", "pplns", "pplns");
        return new(
            RewardScheme.Pplns,
            reader.Number("rewards:windowThousandths", 2000, 1, 1_000_000),
            (int)reader.Number("rewards:feeBasisPoints", 100, 0, 10_000));
    }

    private static IPAddress ReadIp(SettingsReader reader, string path, string fallback)
    {
        var text = reader.Text(path, fallback);
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        reader.Problem(path, text, "an IP address to listen on; 0.0.0.0 or :: for all");
        return IPAddress.Loopback;
    }
}

/// <summary>The configuration cannot be used; the message lists every problem.</summary>
public sealed class ConfigurationException(string file, IReadOnlyList<string> problems)
    : Exception($"{file} cannot be used:{string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}"))}")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

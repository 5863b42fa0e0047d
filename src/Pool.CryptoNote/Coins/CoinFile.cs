using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pool.CryptoNote.Coins;

/// <summary>Reads the data files of coins. Those of the project's coins/ folder are built in.</summary>
public static class CoinFile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Names of the coins that are built in, e.g. monero.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = FindBuiltIn();

    /// <param name="nameOrPath">A built-in coin's name, or the path of a coin file.</param>
    /// <exception cref="CoinFileException">There is no such coin, or its file is wrong; the message says where.</exception>
    public static CoinFacts Load(string nameOrPath)
    {
        if (BuiltIn.Contains(nameOrPath))
        {
            using var stream = OpenBuiltIn(nameOrPath);
            using var reader = new StreamReader(stream);
            return Parse(reader.ReadToEnd(), $"coins/{nameOrPath}.json");
        }

        if (!File.Exists(nameOrPath))
        {
            throw new CoinFileException(
                nameOrPath, $"no such coin; built in are {string.Join(", ", BuiltIn)}, or give the path of a coin file");
        }

        return Parse(File.ReadAllText(nameOrPath), nameOrPath);
    }

    /// <param name="source">What messages call the file.</param>
    /// <exception cref="CoinFileException">The text is no coin file.</exception>
    public static CoinFacts Parse(string json, string source)
    {
        try
        {
            var file = JsonSerializer.Deserialize<Shape>(json, Strict) ?? throw new CoinFileException(source, "it is null");
            return Check(file, source);
        }
        catch (JsonException e)
        {
            throw new CoinFileException(source, e.Message);
        }
    }

    private static CoinFacts Check(Shape file, string source)
    {
        Range(source, "decimals", file.Decimals, 0, 18);
        Range(source, "blockTimeSeconds", file.BlockTimeSeconds, 1, 3600);
        Range(source, "maturityBlocks", file.MaturityBlocks, 1, 10_000);
        Range(source, "spendableBlocks", file.SpendableBlocks, 1, 10_000);
        Range(source, "paymentId.bytes", file.PaymentId.Bytes, 1, 64);
        Range(source, "newestMajorVersion", file.NewestMajorVersion, 1, 255);
        Text(source, "symbol", file.Symbol);
        Text(source, "name", file.Name);
        Some(source, "algorithms", file.Algorithms.Count);
        Some(source, "networks", file.Networks.Count);
        for (var i = 1; i < file.Algorithms.Count; i++)
        {
            var least = file.Algorithms[i - 1].FromMajorVersion + 1;
            Range(source, $"algorithms[{i}].fromMajorVersion", file.Algorithms[i].FromMajorVersion, least, 255);
        }

        foreach (var network in file.Networks)
        {
            Text(source, "networks[].name", network.Name);
            Range(source, $"networks[{network.Name}].daemonPort", network.DaemonPort, 1, 65_535);
            Some(source, $"networks[{network.Name}].standard", network.Standard.Count);
        }

        if (file.Networks.DistinctBy(network => network.Name).Count() != file.Networks.Count)
        {
            throw new CoinFileException(source, "networks: two have the same name");
        }

        return new CoinFacts(
            file.Symbol, file.Name, file.Decimals, file.BlockTimeSeconds, file.MaturityBlocks, file.SpendableBlocks,
            file.PaymentId.Bytes, file.PaymentId.First, file.NewestMajorVersion, file.Algorithms, file.Networks);
    }

    private static void Range(string source, string setting, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new CoinFileException(source, $"{setting} is {value}; it must be {least} to {most}");
        }
    }

    private static void Text(string source, string setting, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new CoinFileException(source, $"{setting} is empty");
        }
    }

    private static void Some(string source, string setting, int count)
    {
        if (count == 0)
        {
            throw new CoinFileException(source, $"{setting} is empty; it needs at least one entry");
        }
    }

    private static List<string> FindBuiltIn() =>
        [.. typeof(CoinFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("coins/", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal)];

    private static Stream OpenBuiltIn(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"coins/{name}.json")
        ?? throw new InvalidOperationException($"the coin {name} is not built in");

    private sealed record Shape(
        string Symbol,
        string Name,
        int Decimals,
        int BlockTimeSeconds,
        int MaturityBlocks,
        int SpendableBlocks,
        PaymentIdShape PaymentId,
        int NewestMajorVersion,
        IReadOnlyList<CoinAlgorithm> Algorithms,
        IReadOnlyList<CoinNetwork> Networks);

    private sealed record PaymentIdShape(int Bytes, bool First);
}

/// <summary>A coin file is missing or wrong.</summary>
public sealed class CoinFileException(string source, string problem) : Exception($"coin file {source}: {problem}");

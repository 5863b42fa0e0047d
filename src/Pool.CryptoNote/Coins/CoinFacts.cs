using System.Globalization;

namespace Pool.CryptoNote.Coins;

/// <summary>What tells one coin of the family from another, read from its data file.</summary>
/// <param name="Decimals">Atomic units of one coin are 10 to this; 0 to 18.</param>
/// <param name="BlockTimeSeconds">What the network aims at between two blocks.</param>
/// <param name="MaturityBlocks">A coinbase output is locked until its height plus this.</param>
/// <param name="SpendableBlocks">Other outputs are locked for so many blocks.</param>
/// <param name="PaymentIdBytes">Bytes of the payment id within an integrated address.</param>
/// <param name="PaymentIdFirst">The payment id precedes the keys, as hex text (TurtleCoin); else it follows, raw.</param>
/// <param name="NewestMajorVersion">Blocks above it are of a fork that this release does not know.</param>
/// <param name="Algorithms">By rising major version.</param>
/// <param name="Networks">The first one is the default.</param>
public sealed record CoinFacts(
    string Symbol,
    string Name,
    int Decimals,
    int BlockTimeSeconds,
    int MaturityBlocks,
    int SpendableBlocks,
    int PaymentIdBytes,
    bool PaymentIdFirst,
    int NewestMajorVersion,
    IReadOnlyList<CoinAlgorithm> Algorithms,
    IReadOnlyList<CoinNetwork> Networks)
{
    /// <summary>Atomic units of one coin.</summary>
    public long Units { get; } = PowerOfTen(Decimals);

    /// <exception cref="ArgumentException">The coin has no such network; the message names those that it has.</exception>
    public CoinNetwork Network(string name) =>
        Networks.FirstOrDefault(network => network.Name == name)
        ?? throw new ArgumentException(
            $"{Name} has no network '{name}'; it has {string.Join(", ", Networks.Select(n => n.Name))}", nameof(name));

    /// <summary>The first network that has a kind of address of this prefix, or null.</summary>
    public CoinNetwork? NetworkOf(ulong prefix) => Networks.FirstOrDefault(network => network.Has(prefix));

    /// <summary>The proof of work of blocks of a major version, by xmrig's name, or null below the first known one.</summary>
    public string? AlgorithmOf(int majorVersion) =>
        Algorithms.LastOrDefault(algorithm => algorithm.FromMajorVersion <= majorVersion)?.Algorithm;

    /// <summary>An amount in coins with all its decimals, e.g. 0.603000000000 XMR.</summary>
    public string Format(long atomic)
    {
        var sign = atomic < 0 ? "-" : "";
        var (whole, rest) = UInt128.DivRem((UInt128)Int128.Abs(atomic), (UInt128)Units);
        var fraction = Decimals == 0 ? "" : "." + rest.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals, '0');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}{fraction} {Symbol}");
    }

    private static long PowerOfTen(int exponent)
    {
        long power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}

/// <summary>The proof of work from a major version on, until the next one named.</summary>
public sealed record CoinAlgorithm(int FromMajorVersion, string Algorithm);

using System.Globalization;

namespace Pool.Demo.Story;

/// <summary>Amounts as the story shows them: exact, from atomic units.</summary>
internal static class Coins
{
    private const long AtomicPerCoin = 1_000_000_000_000;

    public static string Show(long atomic) =>
        string.Create(CultureInfo.InvariantCulture, $"{atomic / AtomicPerCoin}.{atomic % AtomicPerCoin:000000000000} XMR");
}

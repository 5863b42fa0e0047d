using Pool.CryptoNote.Addresses;

namespace Pool.CryptoNote.Coins;

/// <summary>A network of a coin and the prefixes of its addresses; some coins have several of a kind.</summary>
/// <param name="Name">As the node names it: mainnet, testnet, stagenet, fakechain (regtest).</param>
/// <param name="DaemonPort">Where its node listens by default, 1 to 65535.</param>
public sealed record CoinNetwork(
    string Name,
    IReadOnlyList<ulong> Standard,
    IReadOnlyList<ulong> Integrated,
    IReadOnlyList<ulong> Subaddress,
    int DaemonPort)
{
    public bool Has(ulong prefix) => Standard.Contains(prefix) || Integrated.Contains(prefix) || Subaddress.Contains(prefix);

    /// <summary>
    /// The kind of address, or null when the network has none such. TurtleCoin's standard and integrated addresses share
    /// their prefix, so it takes the payment id to tell.
    /// </summary>
    public AddressKinds? KindOf(ulong prefix, bool withPaymentId) => withPaymentId
        ? Integrated.Contains(prefix) ? AddressKinds.Integrated : null
        : Standard.Contains(prefix) ? AddressKinds.Standard
        : Subaddress.Contains(prefix) ? AddressKinds.Subaddress : null;
}

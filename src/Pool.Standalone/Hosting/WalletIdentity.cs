using Pool.Core.Payouts;
using Pool.Core.Templates;
using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Coins;
using Pool.CryptoNote.Keys;
using Pool.Standalone.Configuration;

namespace Pool.Standalone.Hosting;

/// <summary>What the pool knows of its own wallet: which outputs are its own, and the tags that mark its blocks.</summary>
public sealed record WalletIdentity(CoinFacts Coin, string Address, PoolKeys Keys, PoolTags Tags)
{
    /// <summary>Asks the wallet for its address and view key, and compares the address with the configured one.</summary>
    /// <exception cref="ConfigurationException">The wallet is another one, or the address is not of the network.</exception>
    public static async Task<WalletIdentity> Ask(PoolSettings settings, IWallet wallet, CancellationToken cancel)
    {
        var coin = CoinFile.Load(settings.Coin);
        var reading = new AddressReader(coin).Read(settings.Wallet.Address, settings.CoinNetwork, AddressKinds.Standard);
        if (reading.Problem is { } problem)
        {
            throw new ConfigurationException("the configuration", [$"wallet.address: {problem.Message}"]);
        }

        var actual = await wallet.GetAddress(cancel);
        if (actual != settings.Wallet.Address)
        {
            throw new ConfigurationException("the configuration", [
                $"wallet.address is {settings.Wallet.Address}, but the wallet at {settings.Wallet.Url.Authority} has {actual}; "
                + "configure that one, or open the other wallet"]);
        }

        var secret = await wallet.GetViewKey(cancel);
        return new(coin, actual, new PoolKeys(reading.Address!, secret), new PoolTags(secret, settings.Id));
    }
}

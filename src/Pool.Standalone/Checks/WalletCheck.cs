using System.Runtime.CompilerServices;
using Pool.Core.Payouts;
using Pool.CryptoNote.Wallets;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Checks;

/// <summary>The wallet answers, is the configured one, and follows its daemon.</summary>
internal static class WalletCheck
{
    public static async IAsyncEnumerable<CheckResult> Run(PoolSettings settings, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var wallet = OpenBooks.Client(settings.Wallet);
        var name = $"wallet {wallet.Name}";
        WalletIdentity? identity = null;
        string? problem = null;
        try
        {
            identity = await WalletIdentity.Ask(settings, wallet, cancel);
        }
        catch (ConfigurationException error)
        {
            problem = string.Join("; ", error.Problems);
        }
        catch (WalletUnavailableException error)
        {
            problem = $"{error.Message}. Start monero-wallet-rpc, or correct wallet.url and wallet.login";
        }
        catch (WalletException error)
        {
            problem = $"{error.Message}. Open the pool's wallet in it; a view-only or restricted one cannot pay";
        }

        if (identity is null)
        {
            yield return CheckResult.Fail(name, problem!);
            yield break;
        }

        yield return CheckResult.Good(name, "its address is wallet.address");
        yield return await Balance(wallet, identity, name, cancel);
    }

    private static async Task<CheckResult> Balance(MoneroWalletRpc wallet, WalletIdentity identity, string name, CancellationToken cancel)
    {
        try
        {
            await wallet.Refresh(cancel);
            var balance = await wallet.GetBalance(cancel);
            return CheckResult.Good(
                name, $"follows its daemon; {identity.Coin.Format(balance.Total)}, of which {identity.Coin.Format(balance.Unlocked)} unlocked");
        }
        catch (Exception error) when (error is WalletException or WalletUnavailableException)
        {
            return CheckResult.Fail(name, $"{error.Message}. Check its --daemon-address");
        }
    }
}

using System.Text.RegularExpressions;
using Pool.Core.Payouts;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Wallets;

/// <summary>Tells the wallet's errors apart. Source: monero-project/monero, src/wallet/wallet_rpc_server_error_codes.h.</summary>
internal static partial class WalletRefusals
{
    public static WalletException From(string call, RpcError error)
    {
        var refusal = Classify(error);
        var address = refusal == WalletRefusal.BadAddress ? AddressIn().Match(error.Message).Value : null;
        return new WalletException(
            refusal, $"{call}: {error.Message} ({error.Code})", string.IsNullOrEmpty(address) ? null : address);
    }

    private static WalletRefusal Classify(RpcError error) => error.Code switch
    {
        -2 or -5 => WalletRefusal.BadAddress,
        -3 or -38 => WalletRefusal.DaemonAway,
        -16 or -17 => WalletRefusal.NotEnoughMoney,
        -18 => WalletRefusal.TooLarge,
        -19 => WalletRefusal.NoInputs,
        -37 => WalletRefusal.NotEnoughUnlocked,

        // One code for many causes: only the words tell them apart.
        -4 or -1 when Says(error, "rejected by daemon") => WalletRefusal.RejectedByDaemon,
        -4 or -1 when Says(error, "output distribution") || Says(error, "no connection") || Says(error, "daemon is busy")
            || Says(error, "failed to get") => WalletRefusal.DaemonAway,
        -4 or -1 when Says(error, "not enough unlocked") => WalletRefusal.NotEnoughUnlocked,
        -4 or -1 when Says(error, "not enough money") => WalletRefusal.NotEnoughMoney,
        -4 or -1 when Says(error, "not enough outputs") => WalletRefusal.NoInputs,
        _ => WalletRefusal.Other,
    };

    private static bool Says(RpcError error, string words) => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Base58 of an address's length within the message.</summary>
    [GeneratedRegex("[1-9A-HJ-NP-Za-km-z]{90,200}")]
    private static partial Regex AddressIn();
}

using Pool.Core.Miners;
using Pool.Core.Payouts;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Wallets;

/// <summary>monero-wallet-rpc's error numbers and words, told apart by what a payer has to do about them.</summary>
internal static class WalletErrors
{
    private const int WrongAddress = -2;
    private const int DaemonBusy = -3;
    private const int GenericTransfer = -4;
    private const int WrongPaymentId = -5;
    private const int NotPossible = -16;
    private const int NotEnoughMoney = -17;
    private const int TooLarge = -18;
    private const int NotEnoughOutputs = -19;
    private const int NotEnoughUnlocked = -37;
    private const int NoDaemon = -38;

    private const string WrongAddressWords = "WALLET_RPC_ERROR_CODE_WRONG_ADDRESS: ";

    /// <param name="payees">What the call was about, to find the address that an error speaks of.</param>
    public static WalletException Tell(RpcError error, IReadOnlyList<Destination> payees)
    {
        var refusal = RefusalOf(error);
        var address = refusal == WalletRefusal.BadAddress ? AddressOf(error, payees) : null;

        // The wallet's words for a bad address are the address; logs must not show it whole.
        var words = address is null
            ? error.Message
            : error.Message.Replace(address, MinerAddress.Shorten(address), StringComparison.Ordinal);
        return new WalletException(refusal, $"the wallet refuses: {words} (error {error.Code})", address);
    }

    private static WalletRefusal RefusalOf(RpcError error) => error.Code switch
    {
        NotEnoughUnlocked => WalletRefusal.NotEnoughUnlocked,

        // "Not possible" is what amount and fee together exceed.
        NotEnoughMoney or NotPossible => WalletRefusal.NotEnoughMoney,
        WrongAddress => WalletRefusal.BadAddress,

        // Two integrated addresses in one transaction; each would go by itself, so the batch is to be split.
        WrongPaymentId or TooLarge => WalletRefusal.TooLarge,
        NotEnoughOutputs => WalletRefusal.NoInputs,
        NoDaemon or DaemonBusy => WalletRefusal.DaemonAway,
        GenericTransfer => RefusalByWords(error.Message),
        _ => WalletRefusal.Other,
    };

    private static WalletRefusal RefusalByWords(string message)
    {
        if (message.Contains("rejected by daemon", StringComparison.OrdinalIgnoreCase))
        {
            return WalletRefusal.RejectedByDaemon;
        }

        string[] away = ["failed to get", "no connection to daemon", "daemon is busy", "output distribution", "timed out"];
        return away.Any(words => message.Contains(words, StringComparison.OrdinalIgnoreCase))
            ? WalletRefusal.DaemonAway
            : WalletRefusal.Other;
    }

    private static string? AddressOf(RpcError error, IReadOnlyList<Destination> payees)
    {
        var at = error.Message.IndexOf(WrongAddressWords, StringComparison.Ordinal);
        var named = at < 0 ? null : error.Message[(at + WrongAddressWords.Length)..].Trim();
        return payees.FirstOrDefault(payee => payee.Address == named)?.Address
            ?? payees.FirstOrDefault(payee => error.Message.Contains(payee.Address, StringComparison.Ordinal))?.Address;
    }
}

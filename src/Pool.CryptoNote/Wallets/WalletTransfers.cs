using System.Text.Json;
using Pool.Core.Payouts;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Wallets;

/// <summary>Transfers as monero-wallet-rpc lists them.</summary>
internal static class WalletTransfers
{
    private const string Mined = "out";
    private const string Waiting = "pending";
    private const string Dead = "failed";
    private const string Coinbase = "block";

    /// <summary>
    /// The wallet's own transactions of a list, one row each. A wallet that was made to relay a mined transaction again lists
    /// it as mined and as failed: mined is the truth.
    /// </summary>
    public static IReadOnlyList<WalletTransfer> Outgoing(IEnumerable<JsonElement> rows) =>
        [.. rows.Where(row => Type(row) is Mined or Waiting or Dead)
            .Select(Read)
            .GroupBy(transfer => transfer.Hash)
            .Select(same => same.OrderByDescending(Certainty).First())
            .OrderBy(transfer => transfer.Height)];

    public static IReadOnlyList<WalletTransfer> Income(IEnumerable<JsonElement> rows) =>
        [.. rows.Where(row => Type(row) == Coinbase).Select(Read).OrderBy(transfer => transfer.Height)];

    private static int Certainty(WalletTransfer transfer) => transfer.State switch
    {
        WalletTransferState.Mined => 2,
        WalletTransferState.Pending => 1,
        _ => 0,
    };

    private static WalletTransfer Read(JsonElement row)
    {
        var state = Type(row) switch
        {
            Waiting => WalletTransferState.Pending,
            Dead => WalletTransferState.Failed,
            _ => WalletTransferState.Mined,
        };
        var mined = state == WalletTransferState.Mined;
        return new WalletTransfer(
            row.Hash("txid"),
            state,
            AmountOf(row),
            row.Number("fee"),
            mined ? row.Number("height") : 0,
            mined ? row.OptionalNumber("confirmations") ?? 0 : 0,
            DateTimeOffset.FromUnixTimeSeconds(Math.Min(row.Number("timestamp"), uint.MaxValue)));
    }

    /// <summary>
    /// What was sent to others and, unlike the wallet's own "amount", to itself. A wallet rebuilt from its seed has lost its
    /// destinations; then "amount" has to do.
    /// </summary>
    private static long AmountOf(JsonElement row)
    {
        var sent = row.List("destinations").Select(destination => destination.Number("amount")).ToArray();
        return sent.Length > 0 ? sent.Sum() : row.Number("amount");
    }

    private static string? Type(JsonElement row) => row.OptionalText("type");
}

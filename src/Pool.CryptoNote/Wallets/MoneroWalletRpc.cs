using System.Text.Json;
using Pool.Core.Payouts;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Wallets;

/// <summary>
/// monero-wallet-rpc with one open wallet, account 0. Source: monero-project/monero, src/wallet/wallet_rpc_server_commands_defs.h.
/// </summary>
public sealed class MoneroWalletRpc : IWallet, IDisposable
{
    /// <summary>"Transaction not found."</summary>
    private const int WrongTransaction = -8;

    /// <summary>16 outputs a transaction, one of them the change.</summary>
    private const int DestinationLimit = 15;

    private readonly WalletOptions _options;
    private readonly JsonRpcClient _rpc;

    public MoneroWalletRpc(WalletOptions options)
    {
        _options = options;
        Name = options.Url.Authority;
        _rpc = new JsonRpcClient(options.Url, options.Login, (problem, inner) => new WalletUnavailableException(Name, problem, inner));
    }

    public string Name { get; }

    public int MaxDestinations => DestinationLimit;

    public async Task<string> GetAddress(CancellationToken cancel)
    {
        var answer = await Query("get_address", new { account_index = 0 }, cancel);
        return _rpc.Read("get_address", () => answer.GetProperty("address").GetString()!);
    }

    public async Task<byte[]> GetViewKey(CancellationToken cancel)
    {
        var answer = await Query("query_key", new { key_type = "view_key" }, cancel);
        return _rpc.Read("query_key", () => Hash32.Parse(answer.GetProperty("key").GetString()).ToArray());
    }

    public async Task<WalletBalance> GetBalance(CancellationToken cancel)
    {
        var answer = await Query("get_balance", new { account_index = 0 }, cancel);
        return _rpc.Read("get_balance", () => new WalletBalance(
            answer.GetProperty("balance").GetInt64(), answer.GetProperty("unlocked_balance").GetInt64()));
    }

    public async Task<PreparedTransaction> Prepare(IReadOnlyList<Destination> destinations, CancellationToken cancel)
    {
        var answer = await Call("transfer", new
        {
            destinations = destinations.Select(to => new { amount = to.Amount, address = to.Address }),
            account_index = 0,
            priority = 0,
            do_not_relay = true,
            get_tx_key = true,
            get_tx_hex = true,
            get_tx_metadata = true,
        }, _options.PrepareDeadline, cancel);
        return _rpc.Read("transfer", () => new PreparedTransaction(
            Hash32.Parse(answer.GetProperty("tx_hash").GetString()),
            Convert.FromHexString(answer.GetProperty("tx_blob").GetString()!),
            answer.GetProperty("tx_metadata").GetString()!,
            answer.GetProperty("tx_key").GetString()!,
            answer.GetProperty("fee").GetInt64(),
            [.. answer.GetProperty("spent_key_images").GetProperty("key_images").EnumerateArray()
                .Select(image => Hash32.Parse(image.GetString()))]));
    }

    public Task Relay(string metadata, CancellationToken cancel) =>
        Call("relay_tx", new { hex = metadata }, _options.RelayDeadline, cancel);

    public async Task<WalletTransfer?> FindTransfer(Hash32 transaction, CancellationToken cancel)
    {
        var answer = await _rpc.Call(
            "get_transfer_by_txid", new { txid = transaction.ToString(), account_index = 0 }, _options.QueryDeadline, cancel);
        return answer.Error?.Code == WrongTransaction
            ? null
            : _rpc.Read("get_transfer_by_txid", () => ReadTransfer(
                Accept("get_transfer_by_txid", answer).GetProperty("transfer")));
    }

    public Task<IReadOnlyList<WalletTransfer>> ListOutgoing(long fromHeight, CancellationToken cancel) =>
        List(new
        {
            @out = true,
            pending = true,
            failed = true,
            account_index = 0,
            filter_by_height = true,
            min_height = BelowFirst(fromHeight),
        }, ["out", "pending", "failed"], cancel);

    public Task<IReadOnlyList<WalletTransfer>> ListCoinbase(long fromHeight, CancellationToken cancel) =>
        List(new { @in = true, account_index = 0, filter_by_height = true, min_height = BelowFirst(fromHeight) }, ["in"], cancel);

    public Task RescanSpent(CancellationToken cancel) => Call("rescan_spent", null, _options.ScanDeadline, cancel);

    public Task Refresh(CancellationToken cancel) => Call("refresh", new { }, _options.ScanDeadline, cancel);

    public void Dispose() => _rpc.Dispose();

    /// <summary>The wallet's filter takes heights strictly above its minimum.</summary>
    private static long BelowFirst(long fromHeight) => Math.Max(0, fromHeight - 1);

    private async Task<IReadOnlyList<WalletTransfer>> List(object filter, string[] groups, CancellationToken cancel)
    {
        var answer = await Query("get_transfers", filter, cancel);
        return _rpc.Read("get_transfers", () =>
        {
            var transfers = new List<WalletTransfer>();
            foreach (var group in groups)
            {
                if (answer.TryGetProperty(group, out var list))
                {
                    transfers.AddRange(list.EnumerateArray()
                        .Where(transfer => group != "in" || transfer.GetProperty("type").GetString() == "block")
                        .Select(ReadTransfer));
                }
            }

            return transfers;
        });
    }

    private Task<JsonElement> Query(string method, object parameters, CancellationToken cancel) =>
        Call(method, parameters, _options.QueryDeadline, cancel);

    private async Task<JsonElement> Call(string method, object? parameters, TimeSpan deadline, CancellationToken cancel) =>
        Accept(method, await _rpc.Call(method, parameters, deadline, cancel));

    private static JsonElement Accept(string method, RpcAnswer answer) =>
        answer.Error is { } error ? throw WalletRefusals.From(method, error) : answer.Result;

    private static WalletTransfer ReadTransfer(JsonElement transfer) => new(
        Hash32.Parse(transfer.GetProperty("txid").GetString()),
        transfer.GetProperty("type").GetString() switch
        {
            "pending" or "pool" => WalletTransferState.Pending,
            "failed" => WalletTransferState.Failed,
            _ => WalletTransferState.Mined,
        },
        transfer.GetProperty("amount").GetInt64(),
        transfer.GetProperty("fee").GetInt64(),
        transfer.GetProperty("height").GetInt64(),
        transfer.TryGetProperty("confirmations", out var confirmations) ? confirmations.GetInt64() : 0,
        DateTimeOffset.FromUnixTimeSeconds(transfer.GetProperty("timestamp").GetInt64()));
}

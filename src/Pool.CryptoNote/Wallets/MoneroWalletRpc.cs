using System.Text.Json;
using Pool.Core.Payouts;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Wallets;

/// <summary>monero-wallet-rpc with one wallet open, with or without login. The pool uses account 0 alone.</summary>
public sealed class MoneroWalletRpc : IWallet, IDisposable
{
    private const int UnknownTransaction = -8;
    private const int BadHex = -26;
    private const int BadMetadata = -27;

    private readonly RpcClient _rpc;
    private readonly MoneroWalletOptions _options;

    public MoneroWalletRpc(RpcEndpoint endpoint, MoneroWalletOptions options, TimeProvider clock)
    {
        _options = options.Checked();
        _rpc = new RpcClient(endpoint, options.Rpc, clock);
    }

    public string Name => _rpc.Name;

    /// <summary>16 outputs less the change.</summary>
    public int MaxDestinations => 15;

    public Task<string> GetAddress(CancellationToken cancel) => Ask(async () =>
        (await Result("get_address", new { account_index = 0 }, _options.ReadDeadline, cancel).ConfigureAwait(false))
        .Text("address"));

    public Task<byte[]> GetViewKey(CancellationToken cancel) => Ask(async () =>
        (await Result("query_key", new { key_type = "view_key" }, _options.ReadDeadline, cancel).ConfigureAwait(false))
        .Hash("key").ToArray());

    public Task<WalletBalance> GetBalance(CancellationToken cancel) => Ask(async () =>
    {
        var balance = await Result("get_balance", new { account_index = 0 }, _options.ReadDeadline, cancel).ConfigureAwait(false);
        return new WalletBalance(balance.Number("balance"), balance.Number("unlocked_balance"));
    });

    public Task<PreparedTransaction> Prepare(IReadOnlyList<Destination> destinations, CancellationToken cancel) => Ask(async () =>
    {
        var parameters = new
        {
            destinations = destinations.Select(to => new { address = to.Address, amount = to.Amount }).ToArray(),
            account_index = 0,
            priority = 0,
            unlock_time = 0,
            do_not_relay = true,
            get_tx_key = true,
            get_tx_hex = true,
            get_tx_metadata = true,
        };
        var answer = await _rpc.Call("transfer", parameters, _options.PrepareDeadline, cancel).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            throw WalletErrors.Tell(error, destinations);
        }

        var asked = destinations.Sum(to => to.Amount);
        var amount = answer.Result.Number("amount");
        return amount == asked
            ? Check(answer.Result)
            : throw new RpcFailure($"asked to pay {asked} atomic units, the wallet prepared {amount}");
    });

    public Task<PreparedTransaction> PrepareSelfSpend(Hash32 keyImage, CancellationToken cancel) => Ask(async () =>
    {
        var parameters = new
        {
            address = await GetAddress(cancel).ConfigureAwait(false),
            key_image = keyImage.ToString(),
            priority = 0,
            outputs = 1,
            unlock_time = 0,
            do_not_relay = true,
            get_tx_key = true,
            get_tx_hex = true,
            get_tx_metadata = true,
        };
        var prepared = Check(await Result("sweep_single", parameters, _options.PrepareDeadline, cancel).ConfigureAwait(false));
        return prepared.KeyImages is [var spent] && spent == keyImage
            ? prepared
            : throw new RpcFailure(
                $"asked to spend {keyImage}, the wallet prepared to spend {string.Join(", ", prepared.KeyImages)}");
    });

    public Task Relay(string metadata, CancellationToken cancel) => Ask(async () =>
    {
        var answer = await _rpc.Call("relay_tx", new { hex = metadata }, _options.RelayDeadline, cancel).ConfigureAwait(false);
        return answer.Error switch
        {
            null => answer.Result,
            { Code: BadHex or BadMetadata } error => throw WalletErrors.Tell(error, []),

            // "Failed to commit tx." stands for a refusal by the node as well as for a lost answer after it took it.
            { } error => throw new RpcFailure($"relay_tx failed: {error}"),
        };
    });

    public Task<WalletTransfer?> FindTransfer(Hash32 transaction, CancellationToken cancel) => Ask(async () =>
    {
        var parameters = new { txid = transaction.ToString(), account_index = 0 };
        var answer = await _rpc.Call("get_transfer_by_txid", parameters, _options.ReadDeadline, cancel).ConfigureAwait(false);
        return answer.Error switch
        {
            { Code: UnknownTransaction } => null,
            { } error => throw WalletErrors.Tell(error, []),
            null => WalletTransfers.Outgoing(answer.Result.List("transfers").Append(answer.Result.Object("transfer")))
                .FirstOrDefault(transfer => transfer.Hash == transaction),
        };
    });

    public Task<IReadOnlyList<WalletTransfer>> ListOutgoing(long fromHeight, CancellationToken cancel) => Ask(async () =>
    {
        var all = await List(new Wanted(Out: true, Pending: true, Failed: true), fromHeight, cancel).ConfigureAwait(false);
        return WalletTransfers.Outgoing([.. all.List("out"), .. all.List("pending"), .. all.List("failed")]);
    });

    public Task<IReadOnlyList<WalletTransfer>> ListCoinbase(long fromHeight, CancellationToken cancel) => Ask(async () =>
    {
        var all = await List(new Wanted(In: true), fromHeight, cancel).ConfigureAwait(false);
        return WalletTransfers.Income(all.List("in"));
    });

    public Task RescanSpent(CancellationToken cancel) => Ask(async () =>
        await Result("rescan_spent", new { }, _options.RescanDeadline, cancel).ConfigureAwait(false));

    public Task Refresh(CancellationToken cancel) => Ask(async () =>
        await Result("refresh", new { }, _options.RescanDeadline, cancel).ConfigureAwait(false));

    public void Dispose() => _rpc.Dispose();

    /// <summary>
    /// The blob is what counts when a payout is recovered, so what the wallet says of it is compared with what it is.
    /// </summary>
    private static PreparedTransaction Check(JsonElement answer)
    {
        var blob = answer.Bytes("tx_blob");
        var prepared = new PreparedTransaction(
            answer.Hash("tx_hash"),
            blob,
            answer.Text("tx_metadata"),
            answer.Text("tx_key"),
            answer.Number("fee"),
            answer.Object("spent_key_images").Hashes("key_images"));
        var signed = SignedTransaction.Parse(blob, out var problem)
            ?? throw new RpcFailure($"the wallet's transaction {prepared.Hash} cannot be read: {problem}");
        if (signed.Hash != prepared.Hash
            || signed.Fee != prepared.Fee
            || !signed.KeyImages.ToHashSet().SetEquals(prepared.KeyImages))
        {
            throw new RpcFailure(
                $"the wallet says hash {prepared.Hash}, fee {prepared.Fee}, {prepared.KeyImages.Count} key images; its "
                + $"transaction has hash {signed.Hash}, fee {signed.Fee}, {signed.KeyImages.Count} key images");
        }

        return prepared;
    }

    private Task<JsonElement> List(Wanted wanted, long fromHeight, CancellationToken cancel)
    {
        // The wallet's filter leaves out the least height itself.
        var parameters = new
        {
            @in = wanted.In,
            @out = wanted.Out,
            pending = wanted.Pending,
            failed = wanted.Failed,
            account_index = 0,
            filter_by_height = fromHeight > 0,
            min_height = Math.Max(0, fromHeight - 1),
        };
        return Result("get_transfers", parameters, _options.ListDeadline, cancel);
    }

    private async Task<JsonElement> Result(string method, object parameters, TimeSpan deadline, CancellationToken cancel)
    {
        var answer = await _rpc.Call(method, parameters, deadline, cancel).ConfigureAwait(false);
        return answer.Error is { } error ? throw WalletErrors.Tell(error, []) : answer.Result;
    }

    private async Task<T> Ask<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RpcFailure e)
        {
            throw new WalletUnavailableException(Name, e.Message, e.InnerException);
        }
    }

    private sealed record Wanted(bool In = false, bool Out = false, bool Pending = false, bool Failed = false);
}

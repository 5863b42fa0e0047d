using System.Text.Json;
using Pool.Core.Chain;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Nodes;

/// <summary>monerod over its RPC, with or without login, open or restricted.</summary>
public sealed class MonerodDaemon : IDaemon, IDisposable
{
    private const int TooHigh = -2;
    private const int UnknownHash = -5;
    private const string Ok = "OK";

    /// <summary>Wrong parameter, unreadable block, block not accepted, block too big: the node has judged the block.</summary>
    private static readonly int[] Refusals = [-1, -6, -7, -10];

    private readonly RpcClient _rpc;
    private readonly MonerodOptions _options;

    public MonerodDaemon(RpcEndpoint endpoint, MonerodOptions options, TimeProvider clock)
    {
        _options = options.Checked();
        _rpc = new RpcClient(endpoint, options.Rpc, clock);
    }

    public string Name => _rpc.Name;

    public Task<DaemonInfo> GetInfo(CancellationToken cancel) => Ask(async () =>
    {
        var info = await Result("get_info", new { }, _options.InfoDeadline, cancel).ConfigureAwait(false);
        return new DaemonInfo(
            info.Number("height"),
            info.Number("target_height"),
            info.Hash("top_block_hash"),
            info.Difficulty(),
            info.Text("nettype"),
            info.Flag("synchronized") && !info.Flag("busy_syncing"),
            info.OptionalText("version") ?? "");
    });

    public Task<RawTemplate> GetBlockTemplate(string address, int reserveSize, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reserveSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reserveSize, 127);
        return Ask(async () =>
        {
            var template = await Result(
                "get_block_template",
                new { wallet_address = address, reserve_size = reserveSize },
                _options.TemplateDeadline,
                cancel).ConfigureAwait(false);
            return new RawTemplate(
                template.Bytes("blocktemplate_blob"),
                template.Number("height"),
                template.Difficulty(),
                template.Hash("prev_hash"),
                (int)Math.Min(template.Number("reserved_offset"), int.MaxValue),
                template.OptionalText("seed_hash") is null ? default : template.Hash("seed_hash"),
                template.OptionalText("next_seed_hash") is null ? null : template.Hash("next_seed_hash"),
                template.Number("expected_reward"),
                template.OptionalBytes("blockhashing_blob"));
        });
    }

    public Task<SubmitResult> SubmitBlock(ReadOnlyMemory<byte> block, CancellationToken cancel) => Ask(async () =>
    {
        var hex = Convert.ToHexStringLower(block.Span);
        var answer = await _rpc.Call("submit_block", new[] { hex }, _options.SubmitDeadline, cancel).ConfigureAwait(false);
        if (answer.Error is not { } error)
        {
            RequireOk("submit_block", answer.Result);
            return new SubmitResult(null);
        }

        if (!Refusals.Contains(error.Code))
        {
            throw new RpcFailure($"submit_block failed: {error}");
        }

        // Some versions refuse a block that they have. Handing it in again must be harmless, so that is no refusal.
        return await Knows(block, cancel).ConfigureAwait(false)
            ? new SubmitResult(null)
            : new SubmitResult($"{error.Message} (error {error.Code})");
    });

    public Task<ChainBlock?> GetBlockByHeight(long height, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        return Ask(async () =>
        {
            var answer = await _rpc.Call("get_block", new { height }, _options.BlockDeadline, cancel).ConfigureAwait(false);
            if (answer.Error?.Code == TooHigh)
            {
                return null;
            }

            var result = RequireOk("get_block", answer.Required("get_block"));
            var header = result.Object("block_header");
            return header.Number("height") == height
                ? new ChainBlock(
                    height,
                    header.Hash("hash"),
                    result.Bytes("blob"),
                    header.Number("depth"),
                    DateTimeOffset.FromUnixTimeSeconds(Math.Min(header.Number("timestamp"), LatestUnixSecond)),
                    header.Difficulty())
                : throw new RpcFailure($"asked for block {height}, it answered block {header.Number("height")}");
        });
    }

    public Task<Hash32?> GetBlockHash(long height, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        return Ask<Hash32?>(async () =>
        {
            var answer = await _rpc.Call("on_get_block_hash", new[] { height }, _options.BlockDeadline, cancel)
                .ConfigureAwait(false);
            if (answer.Error?.Code == TooHigh)
            {
                return null;
            }

            var result = answer.Required("on_get_block_hash");
            return result.ValueKind == JsonValueKind.String && Hash32.TryParse(result.GetString(), out var hash)
                // monerod 0.18.0 answers zeros above the tip.
                ? hash == default ? null : hash
                : throw new RpcFailure("the answer to on_get_block_hash is no hash");
        });
    }

    public Task<TransactionPlace> FindTransaction(Hash32 transaction, CancellationToken cancel) => Ask(async () =>
    {
        if (await Transaction(transaction, cancel).ConfigureAwait(false) is not { } found)
        {
            return TransactionPlace.Absent;
        }

        var inPool = found.Flag("in_pool");
        return new TransactionPlace(inPool, inPool ? null : found.Number("block_height"));
    });

    public Task<IReadOnlyList<Hash32>?> FindInputs(Hash32 transaction, CancellationToken cancel) => Ask(async () =>
    {
        if (await Transaction(transaction, cancel).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        // Without its proofs, which say nothing about the inputs.
        var signed = SignedTransaction.Parse(found.Bytes("pruned_as_hex"), out var problem)
            ?? throw new RpcFailure($"transaction {transaction} cannot be read: {problem}");
        return signed.KeyImages;
    });

    private async Task<JsonElement?> Transaction(Hash32 transaction, CancellationToken cancel)
    {
        var answer = await _rpc.Post(
            "/get_transactions",
            new { txs_hashes = new[] { transaction.ToString() }, decode_as_json = false, prune = true },
            _options.LookUpDeadline,
            cancel).ConfigureAwait(false);
        RequireOk("/get_transactions", answer);
        var found = answer.List("txs").FirstOrDefault(tx => tx.OptionalText("tx_hash") == transaction.ToString());
        if (found.ValueKind != JsonValueKind.Undefined)
        {
            return found;
        }

        return answer.Hashes("missed_tx").Contains(transaction)
            ? null
            : throw new RpcFailure("the answer to /get_transactions neither has nor misses the transaction");
    }

    public Task<SendResult> SendTransaction(ReadOnlyMemory<byte> blob, CancellationToken cancel) => Ask(async () =>
    {
        var answer = await _rpc.Post(
            "/send_raw_transaction",
            new { tx_as_hex = Convert.ToHexStringLower(blob.Span), do_not_relay = false },
            _options.SendDeadline,
            cancel).ConfigureAwait(false);
        return answer.Text("status") switch
        {
            Ok => new SendResult(false, null),
            "Failed" => await Refused(blob, answer, cancel).ConfigureAwait(false),
            var status => throw new RpcFailure($"/send_raw_transaction answered status {status}"),
        };
    });

    public Task<IReadOnlyList<KeyImageState>> GetKeyImages(IReadOnlyList<Hash32> keyImages, CancellationToken cancel) =>
        Ask<IReadOnlyList<KeyImageState>>(async () =>
        {
            var answer = await _rpc.Post(
                "/is_key_image_spent",
                new { key_images = keyImages.Select(image => image.ToString()).ToArray() },
                _options.LookUpDeadline,
                cancel).ConfigureAwait(false);
            RequireOk("/is_key_image_spent", answer);
            KeyImageState[] states = [.. answer.List("spent_status").Select(ReadState)];
            return states.Length == keyImages.Count
                ? states
                : throw new RpcFailure($"asked for {keyImages.Count} key images, it answered {states.Length}");
        });

    public void Dispose() => _rpc.Dispose();

    private static long LatestUnixSecond => DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static KeyImageState ReadState(JsonElement state) =>
        state.ValueKind == JsonValueKind.Number && state.TryGetInt32(out var number) && number is >= 0 and <= 2
            ? (KeyImageState)number
            : throw new RpcFailure("a key image's state is none of 0, 1 and 2");

    private static JsonElement RequireOk(string method, JsonElement result) =>
        result.Text("status") is var status && status == Ok ? result : throw new RpcFailure($"{method} answered status {status}");

    private async Task<JsonElement> Result(string method, object parameters, TimeSpan deadline, CancellationToken cancel)
    {
        var answer = await _rpc.Call(method, parameters, deadline, cancel).ConfigureAwait(false);
        return RequireOk(method, answer.Required(method));
    }

    private async Task<bool> Knows(ReadOnlyMemory<byte> block, CancellationToken cancel)
    {
        if (MoneroBlock.Parse(block.Span, out _) is not { } parsed)
        {
            return false;
        }

        var parameters = new { hash = parsed.Id.ToString() };
        var answer = await _rpc.Call("get_block_header_by_hash", parameters, _options.BlockDeadline, cancel)
            .ConfigureAwait(false);
        return answer.Error is { } error && error.Code == UnknownHash
            ? false
            : answer.Required("get_block_header_by_hash").Object("block_header").Hash("hash") == parsed.Id;
    }

    /// <summary>A transaction that the node has already is taken; any other refusal is told in the node's words.</summary>
    private async Task<SendResult> Refused(ReadOnlyMemory<byte> blob, JsonElement answer, CancellationToken cancel)
    {
        if (SignedTransaction.Parse(blob.Span, out _) is { } transaction
            && (await FindTransaction(transaction.Hash, cancel).ConfigureAwait(false)).Known)
        {
            return new SendResult(false, null);
        }

        string[] flags =
        [
            "double_spend", "fee_too_low", "invalid_input", "invalid_output", "low_mixin", "overspend", "sanity_check_failed",
            "too_big", "too_few_outputs", "tx_extra_too_big",
        ];
        var words = flags.Where(flag => answer.Flag(flag)).Prepend(answer.OptionalText("reason") ?? "refused");
        return new SendResult(answer.Flag("double_spend"), string.Join(", ", words));
    }

    private async Task<T> Ask<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RpcFailure e)
        {
            throw new DaemonUnavailableException(Name, e.Message, e.InnerException);
        }
    }
}

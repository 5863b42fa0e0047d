using System.Globalization;
using System.Text.Json;
using Pool.Core.Chain;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Nodes;

/// <summary>monerod by its RPC. Source: monero-project/monero, src/rpc/core_rpc_server_commands_defs.h.</summary>
public sealed class MonerodDaemon : IDaemon, IDisposable
{
    /// <summary>"Requested block height … greater than current top block height".</summary>
    private const int HeightAboveTip = -2;

    /// <summary>"Core is busy": it is still synchronizing.</summary>
    private const int CoreBusy = -9;

    private readonly MonerodOptions _options;
    private readonly JsonRpcClient _rpc;

    public MonerodDaemon(MonerodOptions options)
    {
        _options = options;
        Name = options.Url.Authority;
        _rpc = new JsonRpcClient(options.Url, options.Login, Unavailable);
    }

    public string Name { get; }

    public async Task<DaemonInfo> GetInfo(CancellationToken cancel)
    {
        var info = await Query("get_info", null, cancel);
        return _rpc.Read("get_info", () => new DaemonInfo(
            info.GetProperty("height").GetInt64(),
            info.GetProperty("target_height").GetInt64(),
            ReadHash(info, "top_block_hash"),
            ReadDifficulty(info),
            info.GetProperty("nettype").GetString()!,
            info.GetProperty("synchronized").GetBoolean(),
            info.TryGetProperty("version", out var version) ? version.GetString() ?? "" : ""));
    }

    public async Task<RawTemplate> GetBlockTemplate(string address, int reserveSize, CancellationToken cancel)
    {
        var template = await Query(
            "get_block_template", new { wallet_address = address, reserve_size = reserveSize }, cancel);
        return _rpc.Read("get_block_template", () => new RawTemplate(
            Convert.FromHexString(template.GetProperty("blocktemplate_blob").GetString()!),
            template.GetProperty("height").GetInt64(),
            ReadDifficulty(template),
            ReadHash(template, "prev_hash"),
            template.GetProperty("reserved_offset").GetInt32(),
            ReadHash(template, "seed_hash"),
            template.GetProperty("next_seed_hash").GetString() is { Length: > 0 } next ? Hash32.Parse(next) : null,
            template.GetProperty("expected_reward").GetInt64(),
            Convert.FromHexString(template.GetProperty("blockhashing_blob").GetString()!)));
    }

    public async Task<SubmitResult> SubmitBlock(ReadOnlyMemory<byte> block, CancellationToken cancel)
    {
        var answer = await _rpc.Call(
            "submit_block", new[] { Convert.ToHexStringLower(block.Span) }, _options.SubmitDeadline, cancel);
        if (answer.Error is { } error)
        {
            return error.Code == CoreBusy ? throw Busy("submit_block") : new SubmitResult($"{error.Message} ({error.Code})");
        }

        RefuseUnlessOk("submit_block", answer.Result);
        return new SubmitResult(null);
    }

    public async Task<ChainBlock?> GetBlockByHeight(long height, CancellationToken cancel)
    {
        var answer = await _rpc.Call("get_block", new { height }, _options.QueryDeadline, cancel);
        if (answer.Error?.Code == HeightAboveTip)
        {
            return null;
        }

        var block = Accept("get_block", answer);
        return _rpc.Read("get_block", () =>
        {
            var header = block.GetProperty("block_header");
            return new ChainBlock(
                height,
                ReadHash(header, "hash"),
                Convert.FromHexString(block.GetProperty("blob").GetString()!),
                header.GetProperty("depth").GetInt64(),
                DateTimeOffset.FromUnixTimeSeconds(header.GetProperty("timestamp").GetInt64()),
                ReadDifficulty(header));
        });
    }

    public async Task<Hash32?> GetBlockHash(long height, CancellationToken cancel)
    {
        var answer = await _rpc.Call("get_block_header_by_height", new { height }, _options.QueryDeadline, cancel);
        if (answer.Error?.Code == HeightAboveTip)
        {
            return null;
        }

        var header = Accept("get_block_header_by_height", answer);
        return _rpc.Read("get_block_header_by_height", () => ReadHash(header.GetProperty("block_header"), "hash"));
    }

    public async Task<TransactionPlace> FindTransaction(Hash32 transaction, CancellationToken cancel)
    {
        var answer = await Post("get_transactions", new { txs_hashes = new[] { transaction.ToString() } }, _options.QueryDeadline, cancel);
        return _rpc.Read("get_transactions", () =>
        {
            if (!answer.TryGetProperty("txs", out var list) || list.GetArrayLength() == 0)
            {
                return TransactionPlace.Absent;
            }

            var found = list[0];
            return found.GetProperty("in_pool").GetBoolean()
                ? new TransactionPlace(true, null)
                : new TransactionPlace(false, found.GetProperty("block_height").GetInt64());
        });
    }

    public async Task<SendResult> SendTransaction(ReadOnlyMemory<byte> blob, CancellationToken cancel)
    {
        var answer = await _rpc.Post(
            "send_raw_transaction",
            new { tx_as_hex = Convert.ToHexStringLower(blob.Span), do_not_relay = false },
            _options.SendDeadline,
            cancel);
        return _rpc.Read("send_raw_transaction", () => answer.GetProperty("status").GetString() switch
        {
            "OK" => new SendResult(false, null),
            "BUSY" => throw Busy("send_raw_transaction"),
            var status => new SendResult(Flag(answer, "double_spend"), Reason(answer, status)),
        });
    }

    public async Task<IReadOnlyList<KeyImageState>> GetKeyImages(IReadOnlyList<Hash32> keyImages, CancellationToken cancel)
    {
        var answer = await Post(
            "is_key_image_spent", new { key_images = keyImages.Select(image => image.ToString()) }, _options.QueryDeadline, cancel);
        return _rpc.Read("is_key_image_spent", () =>
        {
            var states = answer.GetProperty("spent_status").EnumerateArray()
                .Select(state => (KeyImageState)state.GetInt32()).ToList();
            return states.Count == keyImages.Count
                ? states
                : throw new FormatException($"{states.Count} states for {keyImages.Count} key images");
        });
    }

    public void Dispose() => _rpc.Dispose();

    private async Task<JsonElement> Query(string method, object? parameters, CancellationToken cancel) =>
        Accept(method, await _rpc.Call(method, parameters, _options.QueryDeadline, cancel));

    private async Task<JsonElement> Post(string path, object body, TimeSpan deadline, CancellationToken cancel)
    {
        var answer = await _rpc.Post(path, body, deadline, cancel);
        RefuseUnlessOk(path, answer);
        return answer;
    }

    private JsonElement Accept(string method, RpcAnswer answer)
    {
        if (answer.Error is { } error)
        {
            throw Unavailable($"{method}: {error.Message} ({error.Code})", null);
        }

        RefuseUnlessOk(method, answer.Result);
        return answer.Result;
    }

    private void RefuseUnlessOk(string call, JsonElement result)
    {
        var status = result.TryGetProperty("status", out var value) ? value.GetString() : null;
        if (status != "OK")
        {
            throw Unavailable($"{call}: status {status ?? "missing"}", null);
        }
    }

    private DaemonUnavailableException Busy(string call) => Unavailable($"{call}: the daemon is busy", null);

    private DaemonUnavailableException Unavailable(string problem, Exception? inner) => new(Name, problem, inner);

    private static bool Flag(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    /// <summary>The daemon's reason, or the names of the flags that it raised.</summary>
    private static string Reason(JsonElement answer, string? status)
    {
        var flags = answer.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.True && property.Name is not ("untrusted" or "not_relayed"))
            .Select(property => property.Name);
        var reason = answer.TryGetProperty("reason", out var text) ? text.GetString() : null;
        return string.Join(", ", new[] { status, reason }.Concat(flags).Where(part => !string.IsNullOrEmpty(part)));
    }

    private static Hash32 ReadHash(JsonElement element, string name) => Hash32.Parse(element.GetProperty(name).GetString());

    /// <summary>The 128-bit difficulty as our 63 bits; a greater one is unreadable, not wrong by silence.</summary>
    private static long ReadDifficulty(JsonElement element)
    {
        if (!element.TryGetProperty("wide_difficulty", out var wide) || wide.GetString() is not { } hex)
        {
            return element.GetProperty("difficulty").GetInt64();
        }

        return checked((long)UInt128.Parse(hex.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}

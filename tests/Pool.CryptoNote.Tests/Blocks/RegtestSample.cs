using System.Text.Json;
using Pool.Core;
using Pool.Core.Chain;
using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Coins;
using Pool.CryptoNote.Keys;
using Pool.Testing;

namespace Pool.CryptoNote.Tests.Blocks;

/// <summary>A template and a block of a real regtest chain, with the keys of the wallet that they pay.</summary>
internal static class RegtestSample
{
    public static readonly CoinFacts Monero = CoinFile.Load("monero");

    private static readonly JsonElement Sample = VectorFile.Load("regtest.json").RootElement;

    public static PoolKeys Keys { get; } = new(
        new AddressReader(Monero).Read(Text(Sample, "address"), "fakechain", AddressKinds.Standard).Address!,
        Convert.FromHexString(Text(Sample, "view_secret")));

    public static JsonElement Block => Sample.GetProperty("block");

    public static byte[] BlockBlob => Convert.FromHexString(Text(Block, "blob"));

    public static RawTemplate Template { get; } = ReadTemplate(Sample.GetProperty("template"));

    public static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static RawTemplate ReadTemplate(JsonElement template) => new(
        Convert.FromHexString(Text(template, "blocktemplate_blob")),
        template.GetProperty("height").GetInt64(),
        template.GetProperty("difficulty").GetInt64(),
        Hash32.Parse(Text(template, "prev_hash")),
        template.GetProperty("reserved_offset").GetInt32(),
        Hash32.Parse(Text(template, "seed_hash")),
        NextSeedHash: null,
        template.GetProperty("expected_reward").GetInt64(),
        Convert.FromHexString(Text(template, "blockhashing_blob")));
}

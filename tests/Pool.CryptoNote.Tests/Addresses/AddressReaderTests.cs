using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pool.Core;
using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Coins;
using Pool.Hashing;
using Pool.Testing;

namespace Pool.CryptoNote.Tests.Addresses;

public sealed class AddressReaderTests
{
    private const string Mainnet =
        "47ewoP19TN7JEEnFKUJHAYhGxkeTRH82sf36giEp9AcNfDBfkAtRLX7A6rZz18bbNHPNV7ex6WYbMN3aKisFRJZ8Ebsmgef";

    private static readonly JsonElement Vectors = VectorFile.Load("addresses.json").RootElement;
    private static readonly CoinFacts Monero = CoinFile.Load("monero");
    private static readonly AddressReader Reader = new(Monero);

    [Fact]
    public void Every_known_good_address_gives_its_kind_network_and_keys()
    {
        foreach (var vector in Vectors.GetProperty("valid").EnumerateArray())
        {
            var text = Text(vector, "address");
            var coin = Text(vector, "network").Split(' ')[0];
            var address = ReaderOf(coin).Read(text).Address.ShouldNotBeNull(text);
            address.Kind.ShouldBe(Enum.Parse<AddressKinds>(Text(vector, "kind"), ignoreCase: true));
            address.Prefix.ShouldBe(vector.GetProperty("prefix").GetUInt64());
            address.SpendKey.ToString().ShouldBe(Text(vector, "spend_public_key"));
            address.ViewKey.ToString().ShouldBe(Text(vector, "view_public_key"));
            address.PaymentId.ShouldBe(vector.TryGetProperty("payment_id", out var id) ? id.GetString() : null);
            text.Length.ShouldBe(vector.GetProperty("length").GetInt32());
            if (coin == "XMR")
            {
                address.Network.ShouldBe(Text(vector, "network").Split(' ')[1]);
            }
        }
    }

    [Fact]
    public void Every_fork_s_address_is_read_and_written_alike()
    {
        var vectors = Vectors.GetProperty("synthetic_fork_addresses").EnumerateArray().ToArray();
        vectors.Length.ShouldBe(56);
        foreach (var vector in vectors)
        {
            var text = Text(vector, "address");
            var coin = CoinOf(Text(vector, "coin"));
            var address = new AddressReader(coin).Read(text).Address.ShouldNotBeNull(text);
            address.Prefix.ShouldBe(vector.GetProperty("prefix").GetUInt64());
            Text(vector, "kind").Replace("legacy long", "standard", StringComparison.Ordinal)
                .ShouldEndWith(address.Kind.ToString(), Case.Insensitive, text);
            if (!coin.PaymentIdFirst)
            {
                var id = Convert.FromHexString(address.PaymentId ?? "");
                AddressReader.Write(address.Prefix, address.SpendKey, address.ViewKey, id).ShouldBe(text);
            }
        }
    }

    [Fact]
    public void Every_known_wrong_address_is_refused()
    {
        foreach (var vector in Vectors.GetProperty("invalid").EnumerateArray())
        {
            var reading = Reader.Read(Text(vector, "address"));
            reading.IsValid.ShouldBeFalse();
            var expected = Text(vector, "our_decoder") switch
            {
                "ValueError: checksum" => AddressFault.Checksum,
                "ValueError: overflow" => AddressFault.Overflow,
                "ValueError: block length" => AddressFault.Length,
                _ => AddressFault.OtherCoin,
            };
            reading.Problem!.Fault.ShouldBe(expected, Text(vector, "address"));
        }
    }

    [Theory]
    [InlineData("", AddressFault.Empty, "address-invalid")]
    [InlineData("4", AddressFault.Length, "address-invalid")]
    [InlineData("47ewoP19TN7JEEnFKUJHAYhGxkeTRH82sf36giEp9AcNfDBfkAtRLX7A6rZz18bbNHPNV7ex6WYbMN3aKisFRJZ8Ebsmge", AddressFault.Overflow, "address-invalid")]
    [InlineData("0" + "7ewoP19TN7JEEnFKUJHAYhGxkeTRH82sf36giEp9AcNfDBfkAtRLX7A6rZz18bbNHPNV7ex6WYbMN3aKisFRJZ8Ebsmgef", AddressFault.Alphabet, "address-invalid")]
    [InlineData("Wmtj8UAJhdrhbKvwyBJmLEUZKHcffv2VHNBaq6oTxJFwJjUj3QwMUSS32mddSX7vchbxXdmb4QuZA9TsN47441f61yAYLQYTo", AddressFault.OtherCoin, "address-wrong-network")]
    [InlineData("52jzuBBUMty3xPL3JsQxGP74LDuV6E1LS8Zda1PbdqQjGzFmH6N9ep9McbFKMALujVT9S5mKpbEgC5VPhfoAiVj8LdAqbp6", AddressFault.OtherNetwork, "address-wrong-network")]
    [InlineData("84LooD7i35SFppgf4tQ453Vi3q5WexSUXaVgut69ro8MFnmHwuezAArEZTZyLr9fS6QotjqkSAxSF6d1aDgsPoX849izJ7m", AddressFault.Kind, "address-wrong-kind")]
    public void Each_fault_has_its_name_and_code(string text, AddressFault fault, string code)
    {
        var problem = Reader.Read(text, "mainnet", AddressKinds.Standard | AddressKinds.Integrated).Problem.ShouldNotBeNull();
        problem.Fault.ShouldBe(fault);
        problem.Code.ShouldBe(code);
    }

    [Fact]
    public void A_prefix_in_too_many_bytes_is_refused() =>
        FaultOf([0x92, 0x00, .. KeysOf(Mainnet)]).ShouldBe(AddressFault.PrefixNotMinimal);

    [Fact]
    public void A_key_that_is_no_point_is_refused()
    {
        var keys = KeysOf(Mainnet);
        byte[] noPoint = [2, .. new byte[31]];
        FaultOf([18, .. noPoint, .. keys[32..]]).ShouldBe(AddressFault.SpendKey);
        FaultOf([18, .. keys[..32], .. noPoint]).ShouldBe(AddressFault.ViewKey);
    }

    [Fact]
    public void A_payment_id_goes_with_an_integrated_prefix_only()
    {
        var keys = KeysOf(Mainnet);
        FaultOf([18, .. keys, .. new byte[8]]).ShouldBe(AddressFault.Length);
        FaultOf([19, .. keys]).ShouldBe(AddressFault.Length);
        FaultOf([18, .. keys, 0]).ShouldBe(AddressFault.Length);
        FaultOf([18]).ShouldBe(AddressFault.Length);
    }

    [Fact]
    public void A_payment_id_in_letters_must_be_hex()
    {
        byte[] body = [0x9d, 0xf6, 0xee, 0x01, .. Encoding.ASCII.GetBytes(new string('x', 64)), .. KeysOf(Mainnet)];
        ReaderOf("TRTL").Read(WithChecksum(body)).Problem!.Fault.ShouldBe(AddressFault.PaymentId);
    }

    [Fact]
    public void The_regtest_chain_takes_mainnet_s_addresses() =>
        Reader.Read(Mainnet, "fakechain", AddressKinds.Standard).Address!.Network.ShouldBe("fakechain");

    [Fact]
    public void No_text_throws() =>
        Prop.ForAll<string>(text => Reader.Read(text).IsValid == (text == Mainnet)).QuickCheckThrowOnFailure();

    [Fact]
    public void One_changed_character_is_always_noticed() =>
        Prop.ForAll(
            Gen.Choose(0, Mainnet.Length - 1).SelectMany(_ => Gen.Choose('0', 'z'), (at, c) => (at, (char)c)).ToArbitrary(),
            change =>
            {
                var text = Mainnet.Remove(change.at, 1).Insert(change.at, change.Item2.ToString());
                return Reader.Read(text).IsValid == (text == Mainnet);
            })
            .QuickCheckThrowOnFailure();

    private static AddressFault FaultOf(byte[] body) => Reader.Read(WithChecksum(body)).Problem!.Fault;

    private static string WithChecksum(byte[] body)
    {
        var hash = new byte[Hash32.Size];
        Keccak.Hash256(body, hash);
        return Base58.Encode([.. body, .. hash[..4]]);
    }

    private static byte[] KeysOf(string text)
    {
        var address = Reader.Read(text).Address!;
        return [.. address.SpendKey.ToArray(), .. address.ViewKey.ToArray()];
    }

    private static AddressReader ReaderOf(string symbol) => symbol == "XMR" ? Reader : new AddressReader(CoinOf(symbol));

    private static CoinFacts CoinOf(string symbol)
    {
        if (symbol == "XMR")
        {
            return Monero;
        }

        var prefixes = Vectors.GetProperty("forks").EnumerateArray()
            .Single(fork => Text(fork, "symbol") == symbol).GetProperty("prefixes");
        var turtle = symbol is "TRTL" or "WRKZ" or "DEGO" or "XKR";
        var standard = PrefixesOf(prefixes, "standard");
        var network = new CoinNetwork(
            "mainnet", standard, turtle ? standard : PrefixesOf(prefixes, "integrated"), PrefixesOf(prefixes, "subaddress"), 1);
        return Monero with
        {
            Symbol = symbol,
            PaymentIdBytes = turtle ? 64 : 8,
            PaymentIdFirst = turtle,
            Networks = [network],
        };
    }

    private static ulong[] PrefixesOf(JsonElement prefixes, string kind) =>
        !prefixes.TryGetProperty(kind, out var value) ? []
        : value.ValueKind == JsonValueKind.Number ? [value.GetUInt64()]
        : [.. value.EnumerateObject().Select(property => property.Value.GetUInt64())];

    private static string Text(JsonElement vector, string property) => vector.GetProperty(property).GetString()!;
}

using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Coins;

namespace Pool.CryptoNote.Tests.Coins;

public sealed class CoinFileTests
{
    private static readonly CoinFacts Monero = CoinFile.Load("monero");

    [Theory]
    [InlineData(1, "cn/0")]
    [InlineData(6, "cn/0")]
    [InlineData(7, "cn/1")]
    [InlineData(9, "cn/2")]
    [InlineData(11, "cn/r")]
    [InlineData(12, "rx/0")]
    [InlineData(16, "rx/0")]
    [InlineData(0, null)]
    public void The_major_version_tells_monero_s_algorithm(int major, string? algorithm) =>
        Monero.AlgorithmOf(major).ShouldBe(algorithm);

    [Fact]
    public void Monero_s_facts_are_those_of_its_source()
    {
        Monero.Units.ShouldBe(1_000_000_000_000);
        Monero.MaturityBlocks.ShouldBe(60);
        Monero.BlockTimeSeconds.ShouldBe(120);
        Monero.Network("stagenet").KindOf(24, withPaymentId: false).ShouldBe(AddressKinds.Standard);
        Monero.Network("fakechain").KindOf(18, withPaymentId: false).ShouldBe(AddressKinds.Standard);
        Monero.NetworkOf(63)!.Name.ShouldBe("testnet");
    }

    [Fact]
    public void An_unknown_network_is_refused_with_those_that_exist() =>
        Should.Throw<ArgumentException>(() => Monero.Network("moonnet")).Message
            .ShouldContain("mainnet, testnet, stagenet, fakechain");

    [Theory]
    [InlineData("\"decimals\": 12", "\"decimals\": 19", "decimals is 19; it must be 0 to 18")]
    [InlineData("\"decimals\": 12", "\"decimals\": \"12\"", "decimals")]
    [InlineData("\"decimals\": 12,", "", "decimals")]
    [InlineData("\"decimals\"", "\"colour\": 1, \"decimals\"", "colour")]
    [InlineData("\"fromMajorVersion\": 7", "\"fromMajorVersion\": 1", "algorithms[1].fromMajorVersion is 1; it must be 2 to 255")]
    [InlineData("\"standard\": [53]", "\"standard\": []", "networks[testnet].standard is empty")]
    [InlineData("\"name\": \"testnet\"", "\"name\": \"mainnet\"", "two have the same name")]
    [InlineData("\"maturityBlocks\": 60", "\"maturityBlocks\": 0", "maturityBlocks is 0; it must be 1 to 10000")]
    [InlineData("\"symbol\": \"XMR\"", "\"symbol\": null", "symbol")]
    [InlineData("{", "", "")]
    public void A_wrong_file_is_refused_with_its_path_and_what_is_wrong(string good, string bad, string problem)
    {
        using var stream = typeof(CoinFile).Assembly.GetManifestResourceStream("coins/monero.json")!;
        using var reader = new StreamReader(stream);
        var json = reader.ReadToEnd();
        var at = json.IndexOf(good, StringComparison.Ordinal);

        var error = Should.Throw<CoinFileException>(
            () => CoinFile.Parse(json.Remove(at, good.Length).Insert(at, bad), "some/coin.json"));

        error.Message.ShouldContain("some/coin.json");
        error.Message.ShouldContain(problem, Case.Insensitive);
    }

    [Fact]
    public void An_unknown_coin_is_refused_with_those_that_are_built_in() =>
        Should.Throw<CoinFileException>(() => CoinFile.Load("dollar")).Message.ShouldContain("built in are monero");

    [Theory]
    [InlineData(0, "0.000000000000 XMR")]
    [InlineData(35_184_338_534_400, "35.184338534400 XMR")]
    [InlineData(-1, "-0.000000000001 XMR")]
    [InlineData(long.MinValue, "-9223372.036854775808 XMR")]
    public void Amounts_are_written_with_every_decimal(long atomic, string text) => Monero.Format(atomic).ShouldBe(text);
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pool.Demo.Regtest;

namespace Pool.EndToEnd.Tests;

/// <summary>A pool that cannot run says why and ends at once.</summary>
[Trait("needs", "monero")]
[Collection(OnTheChain.Name)]
public sealed class StartTests(RegtestChain chain) : IAsyncLifetime
{
    private Rig _rig = null!;

    private PoolFile Pool => _rig.File;

    public async Task InitializeAsync() => _rig = await Rig.Create(chain);

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_daemon_that_is_away_is_named()
    {
        var nobody = $"127.0.0.1:{FreePorts.Take(1)[0]}";
        Pool.Settings["daemons"]![0]!["url"] = $"http://{nobody}";
        await ShouldEnd(1, nobody);
    }

    [Fact]
    public async Task A_wallet_that_is_away_is_named()
    {
        var nobody = $"127.0.0.1:{FreePorts.Take(1)[0]}";
        Pool.Settings["wallet"]!["url"] = $"http://{nobody}";
        await ShouldEnd(1, nobody);
    }

    [Fact]
    public async Task A_daemon_of_another_network_is_refused()
    {
        Pool.Settings["pool"]!["network"] = "stagenet";
        await ShouldEnd(2, "pool.network is stagenet", "regtest");
    }

    [Fact]
    public Task Another_wallet_than_the_configured_one_is_refused()
    {
        Pool.Settings["wallet"]!["address"] = chain.Nobody;
        return ShouldEnd(2, "wallet.address is", chain.Nobody, chain.PoolAddress);
    }

    [Fact]
    public async Task A_misspelt_setting_is_named_with_its_path()
    {
        Pool.Settings["payouts"]!["minimumAtomics"] = 7;
        await ShouldEnd(2, "payouts.minimumAtomics", "'7'", "not a setting");
    }

    [Fact]
    public async Task A_wrong_value_is_named_with_what_is_allowed()
    {
        Pool.Settings["stratum"]!["ports"]![0]!["port"] = 70_000;
        Pool.Settings["log"]!["level"] = "Loud";
        await ShouldEnd(
            2, "stratum.ports.0.port is '70000'; allowed: a whole number from 1 to 65535", "log.level is 'Loud'; allowed: one of Trace");
    }

    [Fact]
    public async Task The_environment_overrides_the_file_and_is_held_to_the_same_rules()
    {
        await ShouldEnd(
            new Dictionary<string, string> { ["POOL_WEB__PORT"] = "99999", ["POOL_WEBB__PORT"] = "1" },
            2,
            "web.port is '99999'; allowed: a whole number from 1 to 65535",
            "WEBB.PORT is '1', but is not a setting");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_port_that_is_taken_is_named(bool stratum)
    {
        var port = stratum ? Pool.StratumPort : Pool.WebPort;
        using var taken = new TcpListener(IPAddress.Loopback, port);
        taken.Start();
        await ShouldEnd(1, port.ToString(CultureInfo.InvariantCulture));
    }

    private Task ShouldEnd(int code, params string[] said) => ShouldEnd(new Dictionary<string, string>(), code, said);

    private async Task ShouldEnd(IReadOnlyDictionary<string, string> environment, int code, params string[] said)
    {
        await Pool.Write(_rig.Cancel);
        var result = await PoolProgram.Run(environment, _rig.Cancel, "run", "--config", Pool.Path);
        result.ExitCode.ShouldBe(code, result.ToString());
        foreach (var text in said)
        {
            result.Error.ShouldContain(text, Case.Insensitive);
        }

        result.Error.ShouldNotContain("   at ", Case.Sensitive, "a stack trace is for bugs");
    }
}

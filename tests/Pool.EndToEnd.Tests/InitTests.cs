using System.Globalization;

namespace Pool.EndToEnd.Tests;

[Trait("needs", "monero")]
[Collection(OnTheChain.Name)]
public sealed class InitTests(RegtestChain chain)
{
    [Fact]
    public async Task Init_writes_a_file_from_what_node_and_wallet_say_and_check_accepts_it()
    {
        await using var rig = await Rig.Create(chain);
        var file = Path.Combine(rig.Folder, "written.json");
        string[] init = ["init", "--config", file, "--daemon", chain.Daemon.Rpc.Url.ToString(), "--wallet", chain.PoolWallet.Rpc.Url.ToString()];
        var written = await PoolProgram.Run(rig.Cancel, init);
        written.ExitCode.ShouldBe(0, written.ToString());
        var text = await File.ReadAllTextAsync(file, rig.Cancel);
        text.ShouldContain(chain.PoolAddress);
        text.ShouldContain("\"regtest\"");

        // The template's ports may be taken on this machine.
        var ports = Demo.Regtest.FreePorts.Take(3);
        var environment = new Dictionary<string, string>
        {
            ["POOL_STRATUM__PORTS__0__PORT"] = Text(ports[0]),
            ["POOL_STRATUM__PORTS__1__PORT"] = Text(ports[1]),
            ["POOL_WEB__PORT"] = Text(ports[2]),
        };
        var check = await PoolProgram.Run(environment, rig.Cancel, "check", "--config", file);
        check.ExitCode.ShouldBe(0, check.ToString());
        check.Output.ShouldContain($"web 127.0.0.1:{ports[2]}");
        check.Output.ShouldContain("its address is wallet.address");

        var again = await PoolProgram.Run(rig.Cancel, init);
        again.ExitCode.ShouldBe(1, again.ToString());
        (await File.ReadAllTextAsync(file, rig.Cancel)).ShouldBe(text);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}

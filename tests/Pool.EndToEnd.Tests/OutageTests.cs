using System.Net;

namespace Pool.EndToEnd.Tests;

[Trait("needs", "monero")]
[Collection(OnTheChain.Name)]
public sealed class OutageTests(RegtestChain chain)
{
    [Fact]
    public async Task While_the_node_is_away_miners_stay_and_readiness_names_it_and_then_all_goes_on_by_itself()
    {
        await using var rig = await Rig.CreateWithNewWallet(chain);
        await rig.StartPool();
        await rig.Alice.LogIn(rig.Cancel);
        await rig.Alice.SendShares(1, rig.Cancel);

        await chain.Daemon.Stop();
        await rig.Until("readiness is lost", async () => await rig.Ready() == HttpStatusCode.ServiceUnavailable);
        (await rig.Body("health/ready")).ShouldContain(chain.Daemon.Rpc.Name);
        (await rig.Alice.IsServed(rig.Cancel)).ShouldBeTrue();

        await chain.Daemon.Restart(RegtestChain.Difficulty, rig.Cancel);
        await rig.Until("readiness is back", async () => await rig.Ready() == HttpStatusCode.OK);
        (await rig.Alice.IsServed(rig.Cancel)).ShouldBeTrue();
        var height = await chain.Daemon.GetHeight(rig.Cancel);
        await rig.Alice.SendBlock(height, rig.Cancel);
        await rig.Until("the node takes a block", async () => await chain.Daemon.GetHeight(rig.Cancel) > height);
    }
}

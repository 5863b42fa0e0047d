using Pool.EndToEnd.Host;

namespace Pool.EndToEnd.Tests;

[Trait("needs", "monero")]
[Collection(OnTheChain.Name)]
public sealed class KillTests(RegtestChain chain)
{
    public static TheoryData<Boundary> Boundaries => [.. Enum.GetValues<Boundary>().Where(boundary => boundary != Boundary.None)];

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task A_pool_that_is_killed_there_goes_on_and_the_books_match_the_wallets(Boundary boundary)
    {
        var fate = Fate.Of(boundary);
        await using var rig = await Rig.Create(chain);
        await rig.StartPool(boundary, fate.Passage);
        await new Way(rig).Walk(fate);
        File.Exists(rig.Marker).ShouldBeTrue("the pool never came to the boundary");
        await Reckoning.Of(rig, fate.DurableWithoutOk);
    }
}

using Pool.EndToEnd.Host;

namespace Pool.EndToEnd.Tests;

[Trait("needs", "monero")]
[Collection(OnTheChain.Name)]
public sealed class KillTests(RegtestChain chain)
{
    /// <summary>
    /// Where a pool dies on its way, time after time. Maturing a block takes the longest, so a way meets as many deaths as
    /// do not exclude each other: a payout whose relay was announced, for one, is not relayed by the wallet any more.
    /// </summary>
    private static readonly Boundary[][] Deaths =
    [
        [
            Boundary.BeforeShareIsDurable,
            Boundary.BeforeBlockIsSubmitted,
            Boundary.BeforeFreeze,
            Boundary.BeforeCredit,
            Boundary.AfterPlan,
            Boundary.AfterMarkPrepared,
            Boundary.AfterMarkRelayStarted,
            Boundary.AfterMarkSeen,
            Boundary.BeforeMarkConfirmed,
        ],
        [
            Boundary.AfterShareIsDurable,
            Boundary.AfterSubmitBeforeJournal,
            Boundary.AfterFreeze,
            Boundary.AfterCredit,
            Boundary.AfterWalletPrepared,
            Boundary.AfterRelay,
            Boundary.AfterMarkConfirmed,
        ],
        [Boundary.AfterJournalBeforeSubmit, Boundary.AfterMarkRelayStarted],
        [Boundary.AfterBlockIsDurable],
    ];

    public static TheoryData<Boundary[]> Ways => [.. Deaths];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_pool_that_is_killed_on_its_way_goes_on_and_the_books_match_the_wallets(Boundary[] deaths)
    {
        var fates = deaths.Select(Fate.Of).ToList();
        await using var rig = await Rig.CreateWithNewWallet(chain);
        await new Way(rig).Walk(fates);
        await Reckoning.Of(rig, fates.Sum(fate => fate.DurableWithoutOk));
    }

    [Fact]
    public void Every_boundary_is_died_at() =>
        Deaths.SelectMany(way => way).Append(Boundary.None).Distinct()
            .ShouldBe(Enum.GetValues<Boundary>(), ignoreOrder: true);
}

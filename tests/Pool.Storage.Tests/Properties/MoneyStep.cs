using FsCheck;
using FsCheck.Fluent;

namespace Pool.Storage.Tests.Properties;

public enum MoneyAct
{
    Credit,
    Reverse,
    Plan,
    Drop,
    Prepare,
    Relay,
    See,
    Confirm,
    Lose,
    Cancel,
}

/// <summary>One thing that somebody tries with the money; the books may refuse it.</summary>
/// <param name="Pick">Chooses the block, the batch or the miner.</param>
/// <param name="Amount">Atomic units.</param>
public sealed record MoneyStep(MoneyAct Act, int Pick, int Amount, bool Twice)
{
    private static readonly MoneyAct[][] Stories =
    [
        [MoneyAct.Credit, MoneyAct.Plan, MoneyAct.Prepare, MoneyAct.Relay, MoneyAct.See, MoneyAct.Confirm],
        [MoneyAct.Credit, MoneyAct.Plan, MoneyAct.Prepare, MoneyAct.Relay, MoneyAct.Lose, MoneyAct.Cancel],
        [MoneyAct.Credit, MoneyAct.Plan, MoneyAct.Drop],
        [MoneyAct.Credit, MoneyAct.Reverse],
    ];

    private static readonly Gen<MoneyAct[]> Anything =
        Gen.Elements(Enum.GetValues<MoneyAct>()).Select(act => new[] { act });

    /// <summary>Stories as they should go, with anything at all in between.</summary>
    private static readonly Gen<MoneyAct[]> Acts =
        from parts in Gen.Frequency((1, Gen.Elements(Stories)), (2, Anything)).ArrayOf(8)
        select parts.SelectMany(part => part).ToArray();

    public static Arbitrary<MoneyStep[]> Histories { get; } = (
        from acts in Acts
        from picks in Gen.Choose(0, 1000).ArrayOf(acts.Length)
        from amounts in Gen.Choose(1, 1_000_000).ArrayOf(acts.Length)
        from twice in Gen.Elements(true, false).ArrayOf(acts.Length)
        select acts.Select((act, step) => new MoneyStep(act, picks[step], amounts[step], twice[step])).ToArray()).ToArbitrary();
}

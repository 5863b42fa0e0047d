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
    private static readonly Gen<MoneyStep> Step =
        from act in Gen.Elements(Enum.GetValues<MoneyAct>())
        from pick in Gen.Choose(0, 1000)
        from amount in Gen.Choose(1, 1_000_000)
        from twice in Gen.Elements(true, false)
        select new MoneyStep(act, pick, amount, twice);

    public static Arbitrary<MoneyStep[]> Histories { get; } =
        Gen.Choose(1, 25).SelectMany(length => Step.ArrayOf(length)).ToArbitrary();
}

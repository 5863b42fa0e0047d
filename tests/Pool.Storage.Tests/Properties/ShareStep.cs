using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Shares;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Properties;

/// <summary>One thing that happens to the books of shares.</summary>
/// <param name="Front">Which front end sends.</param>
/// <param name="Seconds">What passes before.</param>
/// <param name="Found">Whether the batch ends with a candidate.</param>
/// <param name="Scanned">Whether a scan finds a block after the batch.</param>
/// <param name="Repeats">How often the batch is sent again.</param>
public sealed record ShareStep(int Front, int Seconds, IReadOnlyList<ShareSum> Sums, bool Found, bool Scanned, int Repeats)
{
    private static readonly Gen<ShareSum> Sum =
        from miner in Gen.Choose(0, 3)
        from rig in Gen.Choose(0, 1)
        from outcome in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 8)))
        from count in Gen.Choose(1, 5)
        from work in Gen.Choose(0, 1_000_000)
        select Sample.Share($"miner-{miner}", work, (ShareOutcome)outcome, $"rig-{rig}", count);

    private static readonly Gen<ShareStep> Step =
        from front in Gen.Choose(0, 2)
        from seconds in Gen.Choose(-5, 70)
        from sums in Gen.ListOf(Sum)
        from found in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from scanned in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from repeats in Gen.Choose(0, 2)
        select new ShareStep(front, seconds, [.. sums.Take(6)], found, scanned, repeats);

    public static Arbitrary<ShareStep[]> Histories { get; } =
        Gen.Choose(0, 20).SelectMany(length => Step.ArrayOf(length)).ToArbitrary();
}

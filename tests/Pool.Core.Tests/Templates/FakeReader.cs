using Pool.Core.Chain;
using Pool.Core.Templates;

namespace Pool.Core.Tests.Templates;

/// <summary>Takes every template but those that the test refuses.</summary>
internal sealed class FakeReader : ITemplateReader
{
    public int Reads { get; private set; }

    public string? Refusal { get; set; }

    public long RefusedHeight { get; set; }

    public BlockTemplate? Read(RawTemplate raw, TemplateId id, out string? problem)
    {
        Reads++;
        problem = raw.Height == RefusedHeight ? "not ours" : Refusal;
        return problem is not null
            ? null
            : new BlockTemplate(
                id, "rx/0", 16, raw.Height, raw.Difficulty, raw.Blob, raw.ReservedOffset, raw.PreviousHash, raw.SeedHash,
                raw.NextSeedHash, raw.ExpectedReward);
    }
}

using Pool.EndToEnd.Host;

namespace Pool.EndToEnd.Tests;

/// <summary>What a death at a boundary leaves behind.</summary>
/// <param name="Passage">Which passage of the boundary is the last one.</param>
/// <param name="BlockSurvives">A node or the journal has the block.</param>
/// <param name="DurableWithoutOk">Shares that are in the books although nobody was told.</param>
public sealed record Fate(Boundary Boundary, int Passage, bool BlockSurvives, int DurableWithoutOk)
{
    public static Fate Of(Boundary boundary) => new(
        boundary,
        boundary is Boundary.BeforeShareIsDurable or Boundary.AfterShareIsDurable ? 3 : 1,
        boundary is not Boundary.BeforeBlockIsSubmitted,
        boundary is Boundary.AfterShareIsDurable or Boundary.AfterJournalBeforeSubmit or Boundary.AfterBlockIsDurable ? 1 : 0);
}

namespace Pool.Storage.Backup;

/// <summary>What a restore found and did.</summary>
/// <param name="Replaced">What stood there before; null when there was nothing, or nothing that could be read.</param>
/// <param name="KeptAs">Where the replaced database is now; null when there was none.</param>
/// <param name="Warnings">What the operator has to know, e.g. what is lost.</param>
public sealed record RestoreReport(
    StoreSummary Backup, StoreSummary? Replaced, string? KeptAs, IReadOnlyList<string> Warnings);

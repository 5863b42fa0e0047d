namespace Pool.Core.Ledger;

/// <summary>A number of the audit, atomic units or a count.</summary>
public sealed record AuditNumber(string Name, long Value);

/// <summary>One comparison of the books with something outside them, or with themselves.</summary>
/// <param name="Name">e.g. coinbase-income.</param>
/// <param name="Text">What was compared; when it does not agree, the first differences.</param>
public sealed record AuditCheck(string Name, bool Ok, string Text, IReadOnlyList<AuditNumber> Numbers)
{
    /// <summary>Differences that a text shows; the rest is counted.</summary>
    private const int Shown = 5;

    internal static AuditCheck Of(
        string name, string compared, IReadOnlyCollection<string> differences, params IReadOnlyList<AuditNumber> numbers)
    {
        var more = differences.Count > Shown ? $"; and {differences.Count - Shown} more" : "";
        return differences.Count == 0
            ? new AuditCheck(name, true, compared, numbers)
            : new AuditCheck(name, false, string.Join("; ", differences.Take(Shown)) + more, numbers);
    }
}

/// <summary>The books against chain and wallet.</summary>
/// <param name="Totals">For printing, in this order.</param>
public sealed record AuditReport(IReadOnlyList<AuditCheck> Checks, IReadOnlyList<AuditNumber> Totals)
{
    public bool Ok => Checks.All(check => check.Ok);
}

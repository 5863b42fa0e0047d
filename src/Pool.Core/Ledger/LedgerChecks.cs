namespace Pool.Core.Ledger;

/// <summary>The ledger against itself.</summary>
internal static class LedgerChecks
{
    public static IEnumerable<AuditCheck> Run(AuditFacts facts)
    {
        yield return AuditCheck.Of(
            "balances",
            "every balance is the sum of its transfers",
            Differences(facts.Balances, facts.Sums),
            new AuditNumber("accounts", facts.Balances.Count));
        yield return ZeroSum(facts);
        yield return AuditCheck.Of(
            "miners-not-negative",
            "no miner's balance is below zero",
            [.. facts.Balances
                .Where(entry => entry.Key.StartsWith(Accounts.MinerPrefix, StringComparison.Ordinal) && entry.Value < 0)
                .Select(entry => $"{entry.Key} has {entry.Value}")]);
        yield return AuditCheck.Of(
            "block-credits",
            "every credited block was shared out to the last unit",
            [.. facts.Credits
                .Where(credit => credit.Credited != credit.Reward)
                .Select(credit => $"block {credit.Block} at height {credit.Height} paid {credit.Reward} and {credit.Credited} was credited")],
            new AuditNumber("blocks", facts.Credits.Count),
            new AuditNumber("rewards", facts.Credits.Sum(credit => credit.Reward)));
    }

    /// <summary>Accounts whose balance is not the sum of their transfers.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, long> balances, IReadOnlyDictionary<string, long> sums) =>
        [.. balances.Keys.Union(sums.Keys)
            .Where(account => balances.GetValueOrDefault(account) != sums.GetValueOrDefault(account))
            .Order(StringComparer.Ordinal)
            .Select(account =>
                $"{account} has {balances.GetValueOrDefault(account)}, its transfers make {sums.GetValueOrDefault(account)}")];

    private static AuditCheck ZeroSum(AuditFacts facts)
    {
        var sum = facts.Balances.Values.Aggregate(Int128.Zero, (total, balance) => total + balance);
        return AuditCheck.Of(
            "zero-sum", "all balances together are zero", sum == 0 ? [] : [$"all balances together are {sum}, not zero"]);
    }
}

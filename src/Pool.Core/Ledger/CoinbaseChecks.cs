using Pool.Core.Blocks;

namespace Pool.Core.Ledger;

/// <summary>Block rewards in the books against the chain and the wallet.</summary>
internal static class CoinbaseChecks
{
    /// <summary>Younger blocks still change places, and a wallet may not have read them.</summary>
    private const int SettledDepth = 10;

    public static IEnumerable<AuditCheck> Run(AuditFacts facts)
    {
        yield return Rewards(facts);
        yield return Income(facts);
    }

    private static AuditCheck Rewards(AuditFacts facts)
    {
        var rewards = facts.Credits.ToDictionary(credit => credit.Block, credit => credit.Reward);
        var credited = facts.Coinbases.Where(coinbase => coinbase.Block.State == BlockState.Credited).ToList();
        var wrong = credited
            .Where(coinbase => rewards.GetValueOrDefault(coinbase.Block.Hash) != coinbase.Reading.PaidToPool)
            .Select(coinbase => $"block {coinbase.Block.Hash} at height {coinbase.Block.Height} pays {coinbase.Reading.PaidToPool} "
                + $"on the chain and {rewards.GetValueOrDefault(coinbase.Block.Hash)} in the books");
        return AuditCheck.Of(
            "block-rewards",
            "every credited block stands on the chain and pays what the books say",
            [.. facts.Unread, .. wrong],
            new AuditNumber("on the chain", credited.Sum(coinbase => coinbase.Reading.PaidToPool)),
            new AuditNumber("in the books", facts.Credits.Sum(credit => credit.Reward)));
    }

    private static AuditCheck Income(AuditFacts facts)
    {
        var income = facts.Income
            .GroupBy(paid => paid.Hash)
            .ToDictionary(group => group.Key, group => (Amount: group.Sum(paid => paid.Amount), First: group.First()));
        var booked = facts.Coinbases.ToDictionary(coinbase => coinbase.Reading.MinerTransaction);
        var missing = booked.Values
            .Where(coinbase => coinbase.Depth >= SettledDepth && !income.ContainsKey(coinbase.Reading.MinerTransaction))
            .Select(coinbase => $"the wallet has no income from block {coinbase.Block.Hash} at height {coinbase.Block.Height}");
        var other = income
            .Where(entry => booked.TryGetValue(entry.Key, out var coinbase) && coinbase.Reading.PaidToPool != entry.Value.Amount)
            .Select(entry => $"height {entry.Value.First.Height}: the wallet got {entry.Value.Amount}, the block pays "
                + $"{booked[entry.Key].Reading.PaidToPool}");
        var unbooked = income
            .Where(entry => entry.Value.First.Confirmations >= SettledDepth && !booked.ContainsKey(entry.Key))
            .Select(entry => $"the wallet got {entry.Value.Amount} from the coinbase of height {entry.Value.First.Height}, which "
                + "is no block of the books");
        return AuditCheck.Of(
            "coinbase-income",
            "the wallet's coinbase income is the pool's blocks on the chain",
            [.. missing, .. other, .. unbooked],
            new AuditNumber("in the wallet", income.Values.Sum(paid => paid.Amount)),
            new AuditNumber("on the chain", booked.Values.Sum(coinbase => coinbase.Reading.PaidToPool)));
    }
}

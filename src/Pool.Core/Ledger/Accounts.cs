using System.Globalization;

namespace Pool.Core.Ledger;

/// <summary>Names of ledger accounts. Only <c>miner:</c> accounts may not fall below zero.</summary>
public static class Accounts
{
    /// <summary>Where block rewards come from: minus all that the chain has paid to the pool.</summary>
    public const string Coinbase = "chain:coinbase";

    /// <summary>Where confirmed payouts went.</summary>
    public const string Paid = "chain:paid";

    /// <summary>Network fees of confirmed payouts.</summary>
    public const string NetworkFee = "chain:network-fee";

    public const string PoolFee = "pool:fee";

    /// <summary>What is left when a reward is split into whole units.</summary>
    public const string Rounding = "pool:rounding";

    /// <summary>What is left when a network fee is shared into whole units.</summary>
    public const string FeeRounding = "fees:rounding";

    /// <summary>Credit of vanished blocks that was already paid out.</summary>
    public const string Loss = "pool:loss";

    public const string MinerPrefix = "miner:";

    public static string Miner(long account) => MinerPrefix + account.ToString(CultureInfo.InvariantCulture);

    public const string PayoutPrefix = "payout:";

    /// <summary>Balances reserved by one payout batch.</summary>
    public static string Payout(long batch) => PayoutPrefix + batch.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the pool owes: the miners' free balances and what is reserved for them in open batches.</summary>
    public static long Liabilities(IReadOnlyDictionary<string, long> balances) => balances
        .Where(entry => entry.Key.StartsWith(MinerPrefix, StringComparison.Ordinal)
            || entry.Key.StartsWith(PayoutPrefix, StringComparison.Ordinal))
        .Sum(entry => entry.Value);
}

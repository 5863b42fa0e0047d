namespace Pool.Core.Ledger;

/// <summary>Reading side of the ledger; money moves only in the transactions of blocks and payouts.</summary>
public interface ILedger
{
    /// <summary>Balance of every account that has one, atomic units.</summary>
    Task<IReadOnlyDictionary<string, long>> ReadBalances(CancellationToken cancel);

    /// <summary>For every account the sum of its transfers, credits minus debits, computed from the rows.</summary>
    Task<IReadOnlyDictionary<string, long>> SumTransfers(CancellationToken cancel);

    /// <summary>For every credited, not reversed block: its reward and the sum of transfers that refer to it as a credit.</summary>
    Task<IReadOnlyList<BlockCredit>> ReadBlockCredits(CancellationToken cancel);
}

/// <param name="Credited">Sum of the credit's transfers: miners, fee and rounding.</param>
/// <param name="FrozenWork">Sum of the frozen rows.</param>
public sealed record BlockCredit(Hash32 Block, long Height, long Reward, long Credited, long FrozenWork);

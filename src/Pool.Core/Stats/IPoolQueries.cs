using Pool.Core.Blocks;
using Pool.Core.Payouts;

namespace Pool.Core.Stats;

/// <summary>What pages and the API read.</summary>
public interface IPoolQueries
{
    Task<PoolOverview> ReadOverview(CancellationToken cancel);

    /// <summary>Null for an address that never sent a share.</summary>
    Task<MinerView?> ReadMiner(string address, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    /// <param name="before">Only blocks found before this one in that order; null for the first page.</param>
    Task<IReadOnlyList<PoolBlock>> ReadBlocks(BlockCursor? before, int limit, CancellationToken cancel);

    /// <summary>Batches from Prepared on, newest first.</summary>
    /// <param name="before">Only batches with a smaller id; null for the first page.</param>
    Task<IReadOnlyList<PayoutBatch>> ReadPayments(long? before, int limit, CancellationToken cancel);

    /// <summary>Payments to one address, newest first.</summary>
    Task<IReadOnlyList<MinerPayment>> ReadMinerPayments(string address, int limit, CancellationToken cancel);

    /// <summary>Payments to one address, newest first. A store that can start in the middle does so.</summary>
    /// <param name="before">Only payments of batches with a smaller id; null for the first page.</param>
    async Task<IReadOnlyList<MinerPayment>> ReadMinerPayments(string address, long? before, int limit, CancellationToken cancel) =>
        before is null
            ? await ReadMinerPayments(address, limit, cancel)
            : [.. (await ReadMinerPayments(address, int.MaxValue, cancel)).Where(payment => payment.Batch < before).Take(limit)];
}

/// <summary>A place in the list of blocks: by height, then hash.</summary>
public readonly record struct BlockCursor(long Height, Hash32 Hash);

/// <param name="HashrateHs">Accepted work in the window over the time that it covers, hashes a second.</param>
/// <param name="RoundEffort">Since the last block, 10^-12 units.</param>
/// <param name="Paid">Net amounts of confirmed payouts, atomic units.</param>
public sealed record PoolOverview(
    double HashrateHs,
    TimeSpan HashrateWindow,
    long Miners,
    long Workers,
    long RoundEffort,
    long BlocksFound,
    long BlocksOrphaned,
    PoolBlock? LastBlock,
    long Payments,
    long Paid,
    DateTimeOffset? LastPaymentAt);

/// <param name="Immature">Estimated share of frozen blocks that are not mature yet, atomic units; 0 while rewards are unknown.</param>
/// <param name="Confirmed">Free balance.</param>
/// <param name="InPayout">Reserved by open batches.</param>
/// <param name="Paid">Net amounts of confirmed payouts.</param>
public sealed record MinerView(
    string Address,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? LastShareAt,
    long Immature,
    long Confirmed,
    long InPayout,
    long Paid,
    string? HeldReason,
    double HashrateHs,
    IReadOnlyList<WorkerView> Workers);

/// <param name="Shares">Count by outcome within the last 24 hours.</param>
public sealed record WorkerView(
    string Name,
    double HashrateHs,
    DateTimeOffset? LastShareAt,
    IReadOnlyDictionary<Shares.ShareOutcome, long> Shares);

public sealed record MinerPayment(
    long Batch, PayoutState State, Hash32? Transaction, long Gross, long Fee, DateTimeOffset CreatedAt);

using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Storage.Blocks;
using Pool.Storage.Engine;

namespace Pool.Storage.Queries;

/// <summary>
/// What pages read. The transactions of payments come without blob, metadata, key and key images, which are for the payer.
/// </summary>
internal sealed class SqlPoolQueries(StoreReader reader, StoreOptions options) : IPoolQueries
{
    private const string Newest = $"""
        SELECT {BlockRow.Columns} FROM block WHERE pool = @pool ORDER BY height DESC, hash DESC LIMIT @limit
        """;

    private const string Before = $"""
        SELECT {BlockRow.Columns} FROM block WHERE pool = @pool AND (height, hash) < (@height, @hash)
        ORDER BY height DESC, hash DESC LIMIT @limit
        """;

    public Task<PoolOverview> ReadOverview(CancellationToken cancel) =>
        reader.Read(session => OverviewQuery.Read(session, options), cancel);

    public Task<MinerView?> ReadMiner(string address, CancellationToken cancel) =>
        reader.Read(session => MinerQuery.Read(session, address, options), cancel);

    public Task<IReadOnlyList<PoolBlock>> ReadBlocks(BlockCursor? before, int limit, CancellationToken cancel) =>
        reader.Read<IReadOnlyList<PoolBlock>>(
            async session =>
            {
                var rows = before is { } place
                    ? session.List<BlockRow>(
                        Before,
                        new { pool = session.Pool, height = place.Height, hash = place.Hash.ToString(), limit = Page(limit) })
                    : session.List<BlockRow>(Newest, new { pool = session.Pool, limit = Page(limit) });
                return [.. (await rows.ConfigureAwait(false)).Select(row => row.ToBlock())];
            },
            cancel);

    public Task<IReadOnlyList<PayoutBatch>> ReadPayments(long? before, int limit, CancellationToken cancel) =>
        reader.Read(session => PaymentQuery.Read(session, before, Page(limit)), cancel);

    public Task<IReadOnlyList<MinerPayment>> ReadMinerPayments(string address, int limit, CancellationToken cancel) =>
        ReadMinerPayments(address, null, limit, cancel);

    public Task<IReadOnlyList<MinerPayment>> ReadMinerPayments(
        string address, long? before, int limit, CancellationToken cancel) =>
        reader.Read(session => PaymentQuery.OfAddress(session, address, before, Page(limit)), cancel);

    private int Page(int limit) => Math.Clamp(limit, 1, options.MaxPage);
}

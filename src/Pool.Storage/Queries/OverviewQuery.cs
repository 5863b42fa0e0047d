using Pool.Core.Ledger;
using Pool.Core.Stats;
using Pool.Storage.Blocks;
using Pool.Storage.Engine;
using Pool.Storage.Ledger;

namespace Pool.Storage.Queries;

/// <summary>The pool at a glance.</summary>
internal static class OverviewQuery
{
    private const string WindowWork = """
        SELECT CAST(coalesce(sum(CASE WHEN slice_work.slice >= @first THEN work ELSE 0 END), 0) AS BIGINT) AS Work,
            min(CASE WHEN slice_work.slice >= @first THEN opened_at END) AS FirstAt,
            coalesce(max(CASE WHEN slice_work.slice < @first THEN 1 ELSE 0 END), 0) AS Before
        FROM slice_work JOIN slice ON slice.pool = slice_work.pool AND slice.slice = slice_work.slice
        WHERE slice_work.pool = @pool AND slice_work.slice >= @earlier
        """;

    private const string Active = """
        SELECT count(*) AS Workers, count(DISTINCT account) AS Miners
        FROM (SELECT DISTINCT account, worker FROM share WHERE pool = @pool AND slice >= @first AND outcome IN (0, 1)) AS active
        """;

    private const string RoundEffort = """
        SELECT CAST(coalesce(sum(effort), 0) AS BIGINT) FROM slice_work WHERE pool = @pool
            AND slice > (SELECT coalesce(max(last_slice), 0) FROM block WHERE pool = @pool AND state <> 1)
        """;

    // A reversed block was found and is not on the chain, as an orphaned one.
    private const string CountBlocks = """
        SELECT coalesce(sum(CASE WHEN state <> 1 THEN 1 ELSE 0 END), 0) AS Found,
            coalesce(sum(CASE WHEN state IN (3, 4) THEN 1 ELSE 0 END), 0) AS Orphaned
        FROM block WHERE pool = @pool
        """;

    private const string LastBlock = $"""
        SELECT {BlockRow.Columns} FROM block WHERE pool = @pool AND state <> 1 ORDER BY height DESC, hash DESC LIMIT 1
        """;

    private const string Payments = """
        SELECT count(*) AS Count, max(confirmed_at) AS LastAt FROM payout_batch WHERE pool = @pool AND state = 4
        """;

    public static async Task<PoolOverview> Read(StoreSession session, StoreOptions options)
    {
        var values = new { pool = session.Pool };
        var window = await HashrateWindow.Read(session, options).ConfigureAwait(false);
        var work = (await session.Find<WorkRow>(
            WindowWork, new { pool = session.Pool, first = window.FirstSlice, earlier = window.EarlierSlice })
            .ConfigureAwait(false))!;
        var active = (await session.Find<ActiveRow>(Active, new { pool = session.Pool, first = window.FirstSlice })
            .ConfigureAwait(false))!;
        var blocks = (await session.Find<BlocksRow>(CountBlocks, values).ConfigureAwait(false))!;
        var payments = (await session.Find<PaymentsRow>(Payments, values).ConfigureAwait(false))!;
        return new PoolOverview(
            window.Rate(work.Work, work.FirstAt, work.Before != 0),
            options.HashrateWindow,
            active.Miners,
            active.Workers,
            await session.Number(RoundEffort, values).ConfigureAwait(false),
            blocks.Found,
            blocks.Orphaned,
            (await session.Find<BlockRow>(LastBlock, values).ConfigureAwait(false))?.ToBlock(),
            payments.Count,
            await Balances.Read(session, Accounts.Paid).ConfigureAwait(false),
            StoreTime.At(payments.LastAt));
    }

    private sealed class WorkRow
    {
        public long Work { get; init; }

        public long? FirstAt { get; init; }

        public long Before { get; init; }
    }

    private sealed class ActiveRow
    {
        public long Workers { get; init; }

        public long Miners { get; init; }
    }

    private sealed class BlocksRow
    {
        public long Found { get; init; }

        public long Orphaned { get; init; }
    }

    private sealed class PaymentsRow
    {
        public long Count { get; init; }

        public long? LastAt { get; init; }
    }
}

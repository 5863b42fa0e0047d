using Pool.Core.Shares;
using Pool.Storage.Engine;
using Pool.Storage.Miners;

namespace Pool.Storage.Shares;

/// <summary>Adds a batch's sums to those of its slice.</summary>
internal static class SliceShares
{
    private const string AddShares = """
        INSERT INTO share (pool, slice, account, worker, scheme, outcome, shares, work, effort, first_at, last_at)
        VALUES (@pool, @slice, @account, @worker, @scheme, @outcome, @shares, @work, @effort, @now, @now)
        ON CONFLICT (pool, slice, account, worker, scheme, outcome) DO UPDATE SET
            shares = share.shares + excluded.shares, work = share.work + excluded.work,
            effort = share.effort + excluded.effort, last_at = excluded.last_at
        """;

    private const string AddWork = """
        INSERT INTO slice_work (pool, slice, scheme, shares, work, effort)
        VALUES (@pool, @slice, @scheme, @shares, @work, @effort)
        ON CONFLICT (pool, slice, scheme) DO UPDATE SET
            shares = slice_work.shares + excluded.shares, work = slice_work.work + excluded.work,
            effort = slice_work.effort + excluded.effort
        """;

    public static async Task Add(WriteSession session, long slice, IReadOnlyList<ShareSum> sums)
    {
        var accounts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var sum in sums)
        {
            if (!accounts.TryGetValue(sum.Address, out var account))
            {
                account = await MinerAccount.FindOrCreate(session, sum.Address).ConfigureAwait(false);
                accounts.Add(sum.Address, account);
            }

            var counts = sum.Outcome.Counts();
            await session.Execute(
                AddShares,
                new
                {
                    pool = session.Pool,
                    slice,
                    account,
                    worker = sum.Worker,
                    scheme = (long)sum.Scheme,
                    outcome = (long)sum.Outcome,
                    shares = sum.Count,
                    work = counts ? sum.Work : 0,
                    effort = counts ? sum.Effort : 0,
                    now = session.Now,
                }).ConfigureAwait(false);
        }

        foreach (var scheme in sums.Where(sum => sum.Outcome.Counts()).GroupBy(sum => sum.Scheme))
        {
            await session.Execute(
                AddWork,
                new
                {
                    pool = session.Pool,
                    slice,
                    scheme = (long)scheme.Key,
                    shares = scheme.Sum(sum => sum.Count),
                    work = scheme.Sum(sum => sum.Work),
                    effort = scheme.Sum(sum => sum.Effort),
                }).ConfigureAwait(false);
        }
    }
}

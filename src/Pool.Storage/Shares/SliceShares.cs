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

        // Work first: it makes the account that its rejected shares are then counted for.
        foreach (var sum in sums.OrderBy(sum => sum.Outcome.Counts() ? 0 : 1))
        {
            var counts = sum.Outcome.Counts();
            if (!accounts.TryGetValue(sum.Address, out var account))
            {
                // Addresses are free to make up: one that never did any work gets no account and fills no rows.
                var found = counts
                    ? await MinerAccount.FindOrCreate(session, sum.Address).ConfigureAwait(false)
                    : await MinerAccount.Find(session, sum.Address).ConfigureAwait(false);
                if (found is null)
                {
                    continue;
                }

                account = found.Value;
                accounts.Add(sum.Address, account);
            }

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

using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Storage.Engine;

namespace Pool.Storage.Queries;

/// <summary>The workers of one account: what they do now, and their outcomes of a day.</summary>
internal static class WorkerQuery
{
    private const string Rates = """
        SELECT worker AS Worker, CAST(sum(CASE WHEN slice >= @first THEN work ELSE 0 END) AS BIGINT) AS Work,
            min(CASE WHEN slice >= @first THEN first_at END) AS FirstAt,
            max(CASE WHEN slice < @first THEN 1 ELSE 0 END) AS Before
        FROM share WHERE pool = @pool AND account = @account AND slice >= @earlier AND outcome IN (0, 1)
        GROUP BY worker
        """;

    private const string Outcomes = """
        SELECT worker AS Worker, outcome AS Outcome, CAST(sum(shares) AS BIGINT) AS Shares, max(last_at) AS LastAt
        FROM share WHERE pool = @pool AND account = @account AND slice >= @since
        GROUP BY worker, outcome
        """;

    /// <summary>The account's own hashrate and its workers, those with the latest shares first.</summary>
    public static async Task<(double Hashrate, IReadOnlyList<WorkerView> Workers)> Read(
        StoreSession session, long account, StoreOptions options)
    {
        var window = await HashrateWindow.Read(session, options).ConfigureAwait(false);
        var since = await HashrateWindow.SliceSince(session, window.Now - StoreTime.Of(options.OutcomeWindow))
            .ConfigureAwait(false);
        var rates = await session.List<RateRow>(
            Rates,
            new { pool = session.Pool, account, first = window.FirstSlice, earlier = window.EarlierSlice })
            .ConfigureAwait(false);
        var outcomes = await session.List<OutcomeRow>(Outcomes, new { pool = session.Pool, account, since })
            .ConfigureAwait(false);
        var rateOf = rates.ToDictionary(
            row => row.Worker, row => window.Rate(row.Work, row.FirstAt, row.Before != 0), StringComparer.Ordinal);
        var workers = outcomes
            .GroupBy(row => row.Worker, StringComparer.Ordinal)
            .Select(rows => View(rows.Key, rateOf.GetValueOrDefault(rows.Key), rows))
            .OrderByDescending(worker => worker.LastShareAt)
            .ThenBy(worker => worker.Name, StringComparer.Ordinal)
            .Take(options.MaxWorkersShown);
        return (RateOfAll(window, rates), [.. workers]);
    }

    private static double RateOfAll(HashrateWindow window, List<RateRow> rates) => window.Rate(
        rates.Sum(row => row.Work), rates.Min(row => row.FirstAt), rates.Exists(row => row.Before != 0));

    private static WorkerView View(string name, double hashrate, IEnumerable<OutcomeRow> rows)
    {
        var shares = rows.ToDictionary(row => (ShareOutcome)row.Outcome, row => row.Shares);
        var counted = rows.Where(row => ((ShareOutcome)row.Outcome).Counts()).Select(row => (long?)row.LastAt).Max();
        return new WorkerView(name, hashrate, StoreTime.At(counted), shares);
    }

    private sealed class RateRow
    {
        public required string Worker { get; init; }

        public long Work { get; init; }

        public long? FirstAt { get; init; }

        public long Before { get; init; }
    }

    private sealed class OutcomeRow
    {
        public required string Worker { get; init; }

        public long Outcome { get; init; }

        public long Shares { get; init; }

        public long LastAt { get; init; }
    }
}

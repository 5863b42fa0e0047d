using Pool.Core;
using Pool.Core.Ledger;
using Pool.Storage.Engine;

namespace Pool.Storage.Ledger;

/// <summary>Reading side of the ledger.</summary>
internal sealed class SqlLedger(StoreReader reader) : ILedger
{
    private const string AllBalances = "SELECT account AS Account, amount AS Amount FROM balance WHERE pool = @pool";

    private const string Sums = """
        SELECT account AS Account, CAST(sum(amount) AS BIGINT) AS Amount
        FROM (SELECT credit AS account, amount FROM transfer WHERE pool = @pool
            UNION ALL SELECT debit, -amount FROM transfer WHERE pool = @pool) AS sides
        GROUP BY account
        """;

    // The sums of transfers and of frozen rows are taken apart from each other, or each row would count many times.
    private const string Credits = """
        SELECT hash AS Hash, height AS Height, reward AS Reward,
            (SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM transfer
                WHERE transfer.pool = block.pool AND transfer.block = block.hash AND debit = @coinbase) AS Credited,
            (SELECT CAST(coalesce(sum(work), 0) AS BIGINT) FROM frozen_work
                WHERE frozen_work.pool = block.pool AND frozen_work.hash = block.hash) AS FrozenWork
        FROM block WHERE pool = @pool AND state = 2
        ORDER BY height, hash
        """;

    public Task<IReadOnlyDictionary<string, long>> ReadBalances(CancellationToken cancel) => Read(AllBalances, cancel);

    public Task<IReadOnlyDictionary<string, long>> SumTransfers(CancellationToken cancel) => Read(Sums, cancel);

    public Task<IReadOnlyList<BlockCredit>> ReadBlockCredits(CancellationToken cancel) =>
        reader.Read<IReadOnlyList<BlockCredit>>(
            async session => [.. (await session.List<CreditRow>(
                    Credits, new { pool = session.Pool, coinbase = Accounts.Coinbase }).ConfigureAwait(false))
                .Select(row => new BlockCredit(Hash32.Parse(row.Hash), row.Height, row.Reward, row.Credited, row.FrozenWork))],
            cancel);

    private Task<IReadOnlyDictionary<string, long>> Read(string sql, CancellationToken cancel) =>
        reader.Read<IReadOnlyDictionary<string, long>>(
            async session => (await session.List<AmountRow>(sql, new { pool = session.Pool }).ConfigureAwait(false))
                .ToDictionary(row => row.Account, row => row.Amount, StringComparer.Ordinal),
            cancel);

    private sealed class AmountRow
    {
        public required string Account { get; init; }

        public long Amount { get; init; }
    }

    private sealed class CreditRow
    {
        public required string Hash { get; init; }

        public long Height { get; init; }

        public long Reward { get; init; }

        public long Credited { get; init; }

        public long FrozenWork { get; init; }
    }
}

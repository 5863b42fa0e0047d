using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>Chooses payees; reserves nothing.</summary>
internal static class BatchPlan
{
    // An account in an open batch is either reserved already or about to be.
    private const string Payables = """
        SELECT account.account AS Account, account.address AS Address, balance.amount AS Balance
        FROM balance JOIN account ON account.pool = balance.pool AND balance.account = 'miner:' || account.account
        WHERE balance.pool = @pool AND balance.amount >= @minimum AND balance.amount > 0 AND account.held_reason IS NULL
            AND NOT EXISTS (SELECT 1 FROM payout_item
                JOIN payout_batch ON payout_batch.pool = payout_item.pool AND payout_batch.batch = payout_item.batch
                WHERE payout_item.pool = account.pool AND payout_item.account = account.account
                    AND payout_batch.state IN (0, 1, 2, 3, 5))
        ORDER BY balance.amount DESC, account.account
        LIMIT @limit
        """;

    private const string OpenBatchOf = """
        SELECT payout_item.batch FROM payout_item
            JOIN payout_batch ON payout_batch.pool = payout_item.pool AND payout_batch.batch = payout_item.batch
        WHERE payout_item.pool = @pool AND payout_item.account = @account AND payout_batch.state IN (0, 1, 2, 3, 5)
        """;

    private const string AddressOf = "SELECT address FROM account WHERE pool = @pool AND account = @account";

    private const string Insert = """
        INSERT INTO payout_batch (pool, batch, created_at) VALUES (@pool, @batch, @now)
        """;

    private const string Delete = "DELETE FROM payout_batch WHERE pool = @pool AND batch = @batch AND state = 0";

    private const string LastBatch = "SELECT last_batch FROM pool WHERE pool = @pool";

    public static async Task<IReadOnlyList<Payable>> ListPayable(StoreSession session, long minimum, int limit) =>
        [.. (await session.List<Row>(Payables, new { pool = session.Pool, minimum, limit }).ConfigureAwait(false))
            .Select(row => new Payable(row.Account, row.Address, row.Balance))];

    public static async Task<PayoutBatch> Write(WriteSession session, IReadOnlyList<Payable> payees)
    {
        if (payees.Count == 0)
        {
            throw new BookingRefusedException("a payout needs a payee");
        }

        foreach (var payee in payees)
        {
            await RequirePayable(session, payee).ConfigureAwait(false);
        }

        var batch = await session.Next(PoolCounter.Batch).ConfigureAwait(false);
        await session.Execute(Insert, new { pool = session.Pool, batch, now = session.Now }).ConfigureAwait(false);
        await BatchItems.Write(
            session, batch, payees.Select(payee => new PayoutItem(payee.Account, payee.Address, payee.Balance, 0)))
            .ConfigureAwait(false);
        return await Batches.Require(session, batch).ConfigureAwait(false);
    }

    /// <summary>Forgets a planned batch; nothing when it is forgotten already.</summary>
    public static async Task Drop(WriteSession session, long batch)
    {
        if (await Batches.Find(session, batch).ConfigureAwait(false) is not { } planned)
        {
            var last = await session.Number(LastBatch, new { pool = session.Pool }).ConfigureAwait(false);
            if (batch < 1 || batch > last)
            {
                throw new BookingRefusedException($"payout {batch} is not in the books");
            }

            return;
        }

        if (planned.State != PayoutState.Planned)
        {
            throw new BookingRefusedException($"payout {batch} is {planned.State}; only a planned one can be dropped");
        }

        await BatchItems.Remove(session, batch).ConfigureAwait(false);
        await session.Execute(Delete, new { pool = session.Pool, batch }).ConfigureAwait(false);
    }

    private static async Task RequirePayable(WriteSession session, Payable payee)
    {
        var values = new { pool = session.Pool, account = payee.Account };
        if (await session.Find<string>(AddressOf, values).ConfigureAwait(false) != payee.Address)
        {
            throw new BookingRefusedException($"account {payee.Account} has another address than the payee's");
        }

        if (payee.Balance < 1)
        {
            throw new BookingRefusedException($"account {payee.Account}: {payee.Balance} cannot be paid");
        }

        if (await session.Find<long?>(OpenBatchOf, values).ConfigureAwait(false) is { } other)
        {
            throw new BookingRefusedException($"account {payee.Account} is in payout {other} already, which is still open");
        }
    }

    private sealed class Row
    {
        public long Account { get; init; }

        public required string Address { get; init; }

        public long Balance { get; init; }
    }
}

using Pool.Core.Ledger;
using Pool.Core.Stats;
using Pool.Storage.Engine;
using Pool.Storage.Ledger;

namespace Pool.Storage.Queries;

/// <summary>One miner's page.</summary>
internal static class MinerQuery
{
    private const string FindAccount = """
        SELECT account AS Account, first_seen_at AS FirstSeenAt, held_reason AS HeldReason
        FROM account WHERE pool = @pool AND address = @address
        """;

    private const string LastShare = """
        SELECT last_at FROM share WHERE pool = @pool AND account = @account AND outcome IN (0, 1)
        ORDER BY slice DESC, last_at DESC LIMIT 1
        """;

    private const string Payouts = """
        SELECT CAST(coalesce(sum(CASE WHEN state = 4 THEN gross - fee ELSE 0 END), 0) AS BIGINT) AS Paid,
            CAST(coalesce(sum(CASE WHEN state IN (1, 2, 3, 5) THEN gross ELSE 0 END), 0) AS BIGINT) AS Reserved
        FROM payout_item JOIN payout_batch
            ON payout_batch.pool = payout_item.pool AND payout_batch.batch = payout_item.batch
        WHERE payout_item.pool = @pool AND payout_item.account = @account
        """;

    public static async Task<MinerView?> Read(StoreSession session, string address, StoreOptions options)
    {
        var account = await session.Find<AccountRow>(FindAccount, new { pool = session.Pool, address }).ConfigureAwait(false);
        if (account is null)
        {
            return null;
        }

        var values = new { pool = session.Pool, account = account.Account };
        var payouts = (await session.Find<PayoutsRow>(Payouts, values).ConfigureAwait(false))!;
        var (hashrate, workers) = await WorkerQuery.Read(session, account.Account, options).ConfigureAwait(false);
        return new MinerView(
            address,
            StoreTime.At(account.FirstSeenAt),
            StoreTime.At(await session.Find<long?>(LastShare, values).ConfigureAwait(false)),
            await ImmatureQuery.Read(session, account.Account).ConfigureAwait(false),
            await Balances.Read(session, Accounts.Miner(account.Account)).ConfigureAwait(false),
            payouts.Reserved,
            payouts.Paid,
            account.HeldReason,
            hashrate,
            workers);
    }

    private sealed class AccountRow
    {
        public long Account { get; init; }

        public long FirstSeenAt { get; init; }

        public string? HeldReason { get; init; }
    }

    private sealed class PayoutsRow
    {
        public long Paid { get; init; }

        public long Reserved { get; init; }
    }
}

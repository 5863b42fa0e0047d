using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>What holds payouts up: the pool's pause, and payees set aside.</summary>
internal static class PayoutHolds
{
    private const string HoldAccount = """
        UPDATE account SET held_reason = @reason, held_at = @now
        WHERE pool = @pool AND account = @account AND held_reason IS NULL
        """;

    private const string ReleaseAccount = """
        UPDATE account SET held_reason = NULL, held_at = NULL WHERE pool = @pool AND account = @account
        """;

    private const string CountAccount = "SELECT count(*) FROM account WHERE pool = @pool AND account = @account";

    private const string Held = """
        SELECT account AS Account, address AS Address, held_reason AS Reason, held_at AS Since
        FROM account WHERE pool = @pool AND held_reason IS NOT NULL ORDER BY account
        """;

    private const string HoldPool = """
        UPDATE pool SET hold_reason = @reason, hold_since = @now WHERE pool = @pool AND hold_reason IS NULL
        """;

    private const string ReleasePool = "UPDATE pool SET hold_reason = NULL, hold_since = NULL WHERE pool = @pool";

    private const string PoolHold = """
        SELECT 0 AS Account, hold_reason AS Reason, hold_since AS Since
        FROM pool WHERE pool = @pool AND hold_reason IS NOT NULL
        """;

    public static async Task HoldPayee(WriteSession session, long account, string reason)
    {
        await RequireAccount(session, account).ConfigureAwait(false);
        await session.Execute(HoldAccount, new { pool = session.Pool, account, reason, now = session.Now })
            .ConfigureAwait(false);
    }

    public static async Task ReleasePayee(WriteSession session, long account)
    {
        await RequireAccount(session, account).ConfigureAwait(false);
        await session.Execute(ReleaseAccount, new { pool = session.Pool, account }).ConfigureAwait(false);
    }

    public static async Task<IReadOnlyList<PayeeHold>> ListPayees(StoreSession session) =>
        [.. (await session.List<Row>(Held, new { pool = session.Pool }).ConfigureAwait(false))
            .Select(row => new PayeeHold(row.Account, row.Address, row.Reason, StoreTime.At(row.Since)))];

    public static Task Hold(WriteSession session, string reason) =>
        session.Execute(HoldPool, new { pool = session.Pool, reason, now = session.Now });

    public static Task Release(WriteSession session) => session.Execute(ReleasePool, new { pool = session.Pool });

    public static async Task<PayoutHold?> Read(StoreSession session) =>
        await session.Find<Row>(PoolHold, new { pool = session.Pool }).ConfigureAwait(false) is { } row
            ? new PayoutHold(row.Reason, StoreTime.At(row.Since))
            : null;

    private static async Task RequireAccount(WriteSession session, long account)
    {
        if (await session.Number(CountAccount, new { pool = session.Pool, account }).ConfigureAwait(false) != 1)
        {
            throw new BookingRefusedException($"there is no account {account}");
        }
    }

    private sealed class Row
    {
        public long Account { get; init; }

        public string Address { get; init; } = "";

        public required string Reason { get; init; }

        public long Since { get; init; }
    }
}

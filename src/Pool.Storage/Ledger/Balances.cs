using Pool.Core.Ledger;
using Pool.Storage.Engine;

namespace Pool.Storage.Ledger;

/// <summary>What each account has, kept in the transactions that post transfers.</summary>
internal static class Balances
{
    private const string ReadOne = "SELECT amount FROM balance WHERE pool = @pool AND account = @account";

    private const string Set = """
        INSERT INTO balance (pool, account, amount) VALUES (@pool, @account, @amount)
        ON CONFLICT (pool, account) DO UPDATE SET amount = excluded.amount
        """;

    public static async Task<long> Read(StoreSession session, string account) =>
        await session.Find<long?>(ReadOne, new { pool = session.Pool, account }).ConfigureAwait(false) ?? 0;

    /// <exception cref="BookingRefusedException">It would take a miner's account below zero.</exception>
    public static async Task Change(WriteSession session, string account, long difference)
    {
        var before = await Read(session, account).ConfigureAwait(false);
        var amount = before + difference;
        if (amount < 0 && account.StartsWith(Accounts.MinerPrefix, StringComparison.Ordinal))
        {
            throw new BookingRefusedException($"{account} has {before}; {-difference} cannot be taken from it");
        }

        await session.Execute(Set, new { pool = session.Pool, account, amount }).ConfigureAwait(false);
    }
}

using Pool.Storage.Engine;

namespace Pool.Storage.Miners;

/// <summary>The number that an address earns under.</summary>
internal static class MinerAccount
{
    private const string FindByAddress = "SELECT account FROM account WHERE pool = @pool AND address = @address";

    private const string Insert = """
        INSERT INTO account (pool, account, address, first_seen_at) VALUES (@pool, @account, @address, @now)
        """;

    public static Task<long?> Find(StoreSession session, string address) =>
        session.Find<long?>(FindByAddress, new { pool = session.Pool, address });

    public static async Task<long> FindOrCreate(WriteSession session, string address)
    {
        if (await Find(session, address).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var account = await session.Next(PoolCounter.Account).ConfigureAwait(false);
        await session.Execute(Insert, new { pool = session.Pool, account, address, now = session.Now }).ConfigureAwait(false);
        return account;
    }
}

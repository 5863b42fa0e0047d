using Pool.Storage.Engine;

namespace Pool.Storage.Miners;

/// <summary>Writes the last difficulties of workers, and forgets the oldest of an account that has too many.</summary>
internal static class RememberedDifficulties
{
    private const string Upsert = """
        INSERT INTO worker_difficulty (pool, account, worker, difficulty, remembered_at)
        VALUES (@pool, @account, @worker, @difficulty, @now)
        ON CONFLICT (pool, account, worker) DO UPDATE
        SET difficulty = excluded.difficulty, remembered_at = excluded.remembered_at
        """;

    private const string Forget = """
        DELETE FROM worker_difficulty WHERE pool = @pool AND account = @account AND worker IN (
            SELECT worker FROM worker_difficulty WHERE pool = @pool AND account = @account
            ORDER BY remembered_at DESC, worker LIMIT 1000000 OFFSET @keep)
        """;

    public static async Task Write(
        WriteSession session, IReadOnlyDictionary<(string Address, string Worker), long> difficulties, int keep)
    {
        foreach (var workers in difficulties.GroupBy(entry => entry.Key.Address, StringComparer.Ordinal))
        {
            if (await MinerAccount.Find(session, workers.Key).ConfigureAwait(false) is not { } account)
            {
                continue;
            }

            foreach (var (key, difficulty) in workers)
            {
                await session.Execute(
                    Upsert,
                    new { pool = session.Pool, account, worker = key.Worker, difficulty, now = session.Now })
                    .ConfigureAwait(false);
            }

            await session.Execute(Forget, new { pool = session.Pool, account, keep }).ConfigureAwait(false);
        }
    }
}

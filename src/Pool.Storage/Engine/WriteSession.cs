using System.Data.Common;

namespace Pool.Storage.Engine;

/// <summary>A writing transaction: the pool's row is locked, and its time is the same for all that it writes.</summary>
internal sealed class WriteSession(
    DbConnection connection, DbTransaction transaction, long pool, CancellationToken cancel)
    : StoreSession(connection, transaction, pool, cancel)
{
    private const string LockPool = """
        UPDATE pool SET last_write_at = store_now_ms() WHERE pool = @pool
        RETURNING last_write_at
        """;

    /// <summary>Milliseconds since 1970 by the store's clock, when the transaction had its turn.</summary>
    public long Now { get; private set; }

    public async Task Begin() => Now = await Number(LockPool, new { pool = Pool }).ConfigureAwait(false);

    /// <summary>The next of the pool's own numbers, 1 at first.</summary>
    public Task<long> Next(PoolCounter counter) => Number(counter.Sql, new { pool = Pool });
}

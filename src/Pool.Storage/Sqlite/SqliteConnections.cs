using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Pool.Storage.Engine;

namespace Pool.Storage.Sqlite;

/// <summary>Connections to one SQLite file.</summary>
/// <param name="time">The store's clock.</param>
internal sealed class SqliteConnections(string path, StoreOptions options, TimeProvider time) : IStoreConnections
{
    public string Name { get; } = path;

    public async Task<DbConnection> OpenWriter(CancellationToken cancel)
    {
        var connection = await Open(cancel).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL").ConfigureAwait(false);
            await connection.ExecuteAsync("PRAGMA synchronous = FULL").ConfigureAwait(false);
            await connection.ExecuteAsync("PRAGMA foreign_keys = ON").ConfigureAwait(false);
            await RequireDurable(connection, Name).ConfigureAwait(false);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<DbConnection> OpenReader(CancellationToken cancel)
    {
        var connection = await Open(cancel).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync("PRAGMA query_only = ON").ConfigureAwait(false);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads back what an OK to a miner rests on.</summary>
    /// <exception cref="StoreUnavailableException">A setting is weaker than the promise.</exception>
    public static async Task RequireDurable(DbConnection connection, string store)
    {
        // sqlite.org/pragma.html#pragma_synchronous: 2 is FULL, 3 is EXTRA. Below FULL a commit in WAL mode is not synced.
        const long Full = 2;
        var journal = await connection.QuerySingleAsync<string>("PRAGMA journal_mode").ConfigureAwait(false);
        if (journal != "wal")
        {
            throw new StoreUnavailableException(
                store, $"has journal_mode {journal} instead of wal; put it on a local disk (no network share, no memory)");
        }

        var synchronous = await connection.QuerySingleAsync<long>("PRAGMA synchronous").ConfigureAwait(false);
        if (synchronous < Full)
        {
            throw new StoreUnavailableException(
                store,
                $"has synchronous {synchronous} instead of {Full} (FULL): acknowledged shares would not survive a power cut");
        }

        if (await connection.QuerySingleAsync<long>("PRAGMA foreign_keys").ConfigureAwait(false) != 1)
        {
            throw new StoreUnavailableException(
                store, "foreign_keys cannot be switched on; the SQLite library was built without them");
        }
    }

    private async Task<SqliteConnection> Open(CancellationToken cancel)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Name,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            // The provider repeats a busy statement until this time is over; SQLite's own wait below is finer.
            DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            await connection.OpenAsync(cancel).ConfigureAwait(false);
            connection.CreateFunction("store_now_ms", () => time.GetUtcNow().ToUnixTimeMilliseconds());
            var busy = StoreTime.Of(options.BusyTimeout).ToString(CultureInfo.InvariantCulture);
            await connection.ExecuteAsync($"PRAGMA busy_timeout = {busy}").ConfigureAwait(false);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

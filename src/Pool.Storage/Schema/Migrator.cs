using System.Data.Common;
using Dapper;
using Pool.Storage.Engine;

namespace Pool.Storage.Schema;

/// <summary>Brings a database to the program's schema, forward only, in one transaction.</summary>
internal static class Migrator
{
    private const string Table = "schema_migration";

    private const string CreateTable = $"""
        CREATE TABLE {Table} (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """;

    /// <summary>The schema's version, 0 for an empty database.</summary>
    /// <exception cref="StoreUnavailableException">It is another program's database.</exception>
    public static async Task<int> ReadVersion(
        DbConnection connection, DbTransaction? transaction, SqlDialect dialect, string store)
    {
        if (await connection.QuerySingleAsync<long>(dialect.CountTablesNamed, new { name = Table }, transaction)
            .ConfigureAwait(false) > 0)
        {
            return await connection.QuerySingleAsync<int>(
                $"SELECT coalesce(max(version), 0) FROM {Table}", transaction: transaction).ConfigureAwait(false);
        }

        var tables = await connection.QuerySingleAsync<long>(dialect.CountTables, transaction: transaction)
            .ConfigureAwait(false);
        return tables == 0
            ? 0
            : throw new StoreUnavailableException(
                store, $"holds {tables} tables of another program; name another place for the pool's books");
    }

    /// <exception cref="StoreUnavailableException">It is newer than this program, or another program's.</exception>
    public static async Task Migrate(
        DbConnection connection, SqlDialect dialect, string store, CancellationToken cancel)
    {
        // The version is read again under the write lock, so two programs that start at once migrate once.
        var transaction = await connection.BeginTransactionAsync(dialect.WriteIsolation, cancel).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var version = await ReadVersion(connection, transaction, dialect, store).ConfigureAwait(false);
            RefuseNewer(version, dialect, store);
            if (version == 0)
            {
                await connection.ExecuteAsync(CreateTable, transaction: transaction).ConfigureAwait(false);
            }

            foreach (var step in dialect.Migrations.Where(step => step.Version > version))
            {
                await RunAll(connection, transaction, step.Sql, cancel).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    $"INSERT INTO {Table} (version, name, applied_at) VALUES (@version, @name, store_now_ms())",
                    new { version = step.Version, name = step.Name },
                    transaction).ConfigureAwait(false);
            }

            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Walks through the results of every statement. Microsoft.Data.Sqlite runs what follows the first statement with a
    /// result (an ALTER TABLE of a STRICT table has one) when the reader is closed, and swallows its errors.
    /// </summary>
    private static async Task RunAll(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancel)
    {
        var reader = await connection.ExecuteReaderAsync(sql, transaction: transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            do
            {
                while (await reader.ReadAsync(cancel).ConfigureAwait(false))
                {
                }
            }
            while (await reader.NextResultAsync(cancel).ConfigureAwait(false));
        }
    }

    /// <exception cref="StoreUnavailableException">It is newer than this program.</exception>
    public static void RefuseNewer(int version, SqlDialect dialect, string store)
    {
        var known = dialect.Migrations[^1].Version;
        if (version > known)
        {
            throw new StoreUnavailableException(
                store, $"has schema version {version}, this program knows up to {known}; use the newer program that wrote it");
        }
    }
}

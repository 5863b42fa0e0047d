using Dapper;
using Microsoft.Data.Sqlite;
using Pool.Storage.Engine;
using Pool.Storage.Schema;
using Pool.Storage.Sqlite;

namespace Pool.Storage.Backup;

/// <summary>Looks a database file over without changing it.</summary>
internal static class SqliteInspection
{
    private const string Counts = """
        SELECT (SELECT max(last_write_at) FROM pool) AS LastWriteAt, (SELECT count(*) FROM slice) AS Slices,
            (SELECT count(*) FROM block) AS Blocks, (SELECT count(*) FROM payout_batch) AS Payouts,
            (SELECT count(*) FROM transfer) AS Transfers
        """;

    /// <summary>Checks every page, index and reference, and the schema's version.</summary>
    /// <exception cref="StoreUnavailableException">It is missing, damaged, another program's or too new.</exception>
    public static async Task<StoreSummary> Read(string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            throw new StoreUnavailableException(path, "does not exist");
        }

        var dialect = new SqliteDialect();
        try
        {
            var connection = new SqliteConnection(ConnectionString(path));
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancel).ConfigureAwait(false);
                await RequireWhole(connection, path).ConfigureAwait(false);
                return await Summarise(connection, dialect, path).ConfigureAwait(false);
            }
        }
        catch (SqliteException problem) when (dialect.Explain(problem) is { } text)
        {
            throw new StoreUnavailableException(path, text, problem);
        }
    }

    /// <summary>Opened for writing, because a store in WAL mode cannot be read without its companion files.</summary>
    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
        DefaultTimeout = 1,
    }.ToString();

    private static async Task RequireWhole(SqliteConnection connection, string path)
    {
        var findings = (await connection.QueryAsync<string>("PRAGMA integrity_check(5)").ConfigureAwait(false)).AsList();
        if (findings is not ["ok"])
        {
            throw new StoreUnavailableException(path, $"is damaged: {string.Join("; ", findings)}; take another backup");
        }

        var strays = (await connection.QueryAsync("PRAGMA foreign_key_check").ConfigureAwait(false)).AsList().Count;
        if (strays > 0)
        {
            throw new StoreUnavailableException(path, $"has {strays} rows that refer to nothing; take another backup");
        }
    }

    private static async Task<StoreSummary> Summarise(SqliteConnection connection, SqliteDialect dialect, string path)
    {
        var version = await Migrator.ReadVersion(connection, null, dialect, path).ConfigureAwait(false);
        Migrator.RefuseNewer(version, dialect, path);
        var bytes = new FileInfo(path).Length;
        if (version == 0)
        {
            return new StoreSummary(path, bytes, 0, [], null, 0, 0, 0, 0);
        }

        var pools = (await connection.QueryAsync<string>("SELECT name FROM pool ORDER BY pool").ConfigureAwait(false)).AsList();
        var counts = await connection.QuerySingleAsync<Row>(Counts).ConfigureAwait(false);
        return new StoreSummary(
            path,
            bytes,
            version,
            pools,
            StoreTime.At(counts.LastWriteAt),
            counts.Slices,
            counts.Blocks,
            counts.Payouts,
            counts.Transfers);
    }

    private sealed class Row
    {
        public long? LastWriteAt { get; init; }

        public long Slices { get; init; }

        public long Blocks { get; init; }

        public long Payouts { get; init; }

        public long Transfers { get; init; }
    }
}

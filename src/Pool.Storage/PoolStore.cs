using System.Data.Common;
using Dapper;
using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Core.Templates;
using Pool.Storage.Blocks;
using Pool.Storage.Engine;
using Pool.Storage.Ledger;
using Pool.Storage.Miners;
using Pool.Storage.Payouts;
using Pool.Storage.Queries;
using Pool.Storage.Schema;
using Pool.Storage.Shares;
using Pool.Storage.Sqlite;

namespace Pool.Storage;

/// <summary>The books of one pool in a database, which may hold other pools' as well.</summary>
public sealed class PoolStore : IAsyncDisposable
{
    private readonly IStoreConnections _connections;
    private readonly StoreWriter _writer;
    private readonly StoreReader _reader;
    private readonly SqlMinerDirectory _miners;
    private int _closed;

    private PoolStore(
        SqlDialect dialect,
        IStoreConnections connections,
        string pool,
        long number,
        StoreOptions options,
        TimeProvider time)
    {
        _connections = connections;
        _writer = new StoreWriter(dialect, connections, options, number);
        _reader = new StoreReader(dialect, connections, options, number);
        _miners = new SqlMinerDirectory(_writer, _reader, options, time);
        PoolId = pool;
        Shares = new SqlShareSink(_writer, options);
        Activations = new SqlActivations(_writer);
        Blocks = new SqlBlockJournal(_writer, _reader, options);
        Ledger = new SqlLedger(_reader);
        Payouts = new SqlPayoutStore(_writer, _reader);
        Queries = new SqlPoolQueries(_reader, options);
    }

    public string PoolId { get; }

    public IShareSink Shares { get; }

    public IActivations Activations { get; }

    public IBlockJournal Blocks { get; }

    public ILedger Ledger { get; }

    public SqlPayoutStore Payouts { get; }

    public IPoolQueries Queries { get; }

    public SqlMinerDirectory Miners => _miners;

    /// <summary>Opens a pool's books in an SQLite file, migrates an older schema, and makes what is missing.</summary>
    /// <param name="path">The file; it and its two companions (-wal, -shm) need a local disk.</param>
    /// <param name="pool">The pool's id.</param>
    /// <param name="time">The store's clock.</param>
    /// <exception cref="StoreUnavailableException">It cannot be used; the text says why and what to do.</exception>
    public static Task<PoolStore> OpenSqlite(
        string path, string pool, StoreOptions options, TimeProvider time, CancellationToken cancel)
    {
        options.Check();
        SqliteFile.Create(path);
        return Open(new SqliteDialect(), new SqliteConnections(path, options, time), pool, options, time, cancel);
    }

    /// <summary>Like <see cref="OpenSqlite"/>, for tools that must not make an empty store of a mistyped name.</summary>
    /// <exception cref="StoreUnavailableException">There is no such file, it has other pools' books only, or it cannot be used.</exception>
    public static Task<PoolStore> OpenExistingSqlite(
        string path, string pool, StoreOptions options, TimeProvider time, CancellationToken cancel) =>
        File.Exists(path)
            ? Open(new SqliteDialect(), new SqliteConnections(path, Checked(options), time), pool, options, time, cancel, known: true)
            : throw new StoreUnavailableException(path, "does not exist; check the path, or start the pool once");

    private static StoreOptions Checked(StoreOptions options)
    {
        options.Check();
        return options;
    }

    internal static async Task<PoolStore> Open(
        SqlDialect dialect,
        IStoreConnections connections,
        string pool,
        StoreOptions options,
        TimeProvider time,
        CancellationToken cancel,
        bool known = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pool);
        try
        {
            var connection = await connections.OpenWriter(cancel).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await Migrator.Migrate(connection, dialect, connections.Name, cancel).ConfigureAwait(false);
                if (known)
                {
                    await RequireKnown(connection, pool, connections.Name).ConfigureAwait(false);
                }

                var number = await NumberOf(connection, pool).ConfigureAwait(false);
                return new PoolStore(dialect, connections, pool, number, options, time);
            }
        }
        catch (DbException problem) when (dialect.Explain(problem) is { } text)
        {
            throw new StoreUnavailableException(connections.Name, text, problem);
        }
    }

    /// <summary>A mistyped or changed id must not begin new books beside the old ones.</summary>
    private static async Task RequireKnown(DbConnection connection, string pool, string store)
    {
        var names = (await connection.QueryAsync<string>("SELECT name FROM pool ORDER BY pool").ConfigureAwait(false)).ToList();
        if (names.Count > 0 && !names.Contains(pool))
        {
            throw new StoreUnavailableException(
                store, $"holds the books of {string.Join(", ", names)}, not of {pool}: set pool.id back, or name another file");
        }
    }

    private static async Task<long> NumberOf(DbConnection connection, string pool)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO pool (pool, name, created_at, last_write_at)
            SELECT coalesce(max(pool), 0) + 1, @name, store_now_ms(), store_now_ms() FROM pool
            HAVING NOT EXISTS (SELECT 1 FROM pool WHERE name = @name)
            """,
            new { name = pool }).ConfigureAwait(false);
        return await connection.QuerySingleAsync<long>("SELECT pool FROM pool WHERE name = @name", new { name = pool })
            .ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await _miners.DisposeAsync().ConfigureAwait(false);
        await _reader.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
    }
}

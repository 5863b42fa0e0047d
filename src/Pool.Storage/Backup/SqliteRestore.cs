using Dapper;
using Microsoft.Data.Sqlite;
using Pool.Storage.Sqlite;

namespace Pool.Storage.Backup;

/// <summary>Puts a backup in the place of the books.</summary>
public static class SqliteRestore
{
    // Numbers that were given out after the backup must not be given again: a front end's start number is in the blobs of
    // jobs that miners may still hold. 2^20 starts lie between two restores at most, and 2^32 / 2^20 = 4096 restores fit.
    private const string SkipNumbers = """
        UPDATE pool SET last_start_no = last_start_no + 1048576, last_activation = last_activation + 1048576,
            payer = NULL, payer_until = 0
        """;

    /// <summary>Restores a backup; a database that stands there is kept beside it under another name.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="store">The database's path.</param>
    /// <param name="force">Replace a database that is newer than the backup, or in use. What it has more is then lost.</param>
    /// <exception cref="StoreUnavailableException">The backup cannot be used, or the database must not be replaced.</exception>
    public static async Task<RestoreReport> Run(
        string file, string store, bool force, TimeProvider time, CancellationToken cancel)
    {
        var backup = await SqliteInspection.Read(file, cancel).ConfigureAwait(false);
        if (backup.SchemaVersion == 0)
        {
            throw new StoreUnavailableException(file, "is empty; take another backup");
        }

        var warnings = new List<string>();
        var standing = await Inspect(store, warnings, cancel).ConfigureAwait(false);
        RequireNotNewer(backup, standing, force, warnings);
        RequireNotInUse(store, standing, force, warnings);

        var fresh = store + ".restoring";
        try
        {
            await SqliteCopy.Write(file, fresh, cancel).ConfigureAwait(false);
            await Skip(fresh, cancel).ConfigureAwait(false);
            var kept = SetAside(store, time);
            File.Move(fresh, store, overwrite: false);
            return new RestoreReport(backup, standing, kept, warnings);
        }
        finally
        {
            SqliteCopy.Discard(fresh);
        }
    }

    private static async Task<StoreSummary?> Inspect(string store, List<string> warnings, CancellationToken cancel)
    {
        if (!File.Exists(store))
        {
            return null;
        }

        try
        {
            return await SqliteInspection.Read(store, cancel).ConfigureAwait(false);
        }
        catch (StoreUnavailableException problem)
        {
            warnings.Add($"what stood there cannot be read: {problem.Message}");
            return null;
        }
    }

    private static void RequireNotNewer(StoreSummary backup, StoreSummary? standing, bool force, List<string> warnings)
    {
        if (standing?.LastWriteAt is not { } last || last <= backup.LastWriteAt)
        {
            return;
        }

        var text = $"was last written {last:u}, after the backup's {backup.LastWriteAt:u}; the shares of that time would be lost";
        if (!force)
        {
            throw new StoreUnavailableException(
                standing.File, $"{text}. If that is meant, force the restore. Found {standing}; backup {backup}");
        }

        warnings.Add($"{standing.File} {text}");
    }

    private static void RequireNotInUse(string store, StoreSummary? standing, bool force, List<string> warnings)
    {
        if (standing is null || !InUse(store))
        {
            return;
        }

        const string text = "is in use by another program";
        if (!force)
        {
            throw new StoreUnavailableException(store, $"{text}; stop the pool first");
        }

        warnings.Add($"{store} {text}; that program goes on writing to the replaced file until it is ended");
    }

    /// <summary>Leaving WAL mode needs the database to itself (sqlite.org/wal.html): it fails while it is open.</summary>
    private static bool InUse(string store)
    {
        using var connection = new SqliteConnection(SqliteInspection.ConnectionString(store));
        connection.Open();
        try
        {
            return connection.QuerySingle<string>("PRAGMA journal_mode = DELETE") != "delete";
        }
        catch (SqliteException problem) when (new SqliteDialect().IsPassing(problem))
        {
            return true;
        }
    }

    private static async Task Skip(string fresh, CancellationToken cancel)
    {
        var connection = new SqliteConnection(SqliteInspection.ConnectionString(fresh));
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancel).ConfigureAwait(false);
            await connection.ExecuteAsync(SkipNumbers).ConfigureAwait(false);
        }

        SqliteCopy.Sync(fresh);
    }

    private static string? SetAside(string store, TimeProvider time)
    {
        if (!File.Exists(store))
        {
            return null;
        }

        var kept = $"{store}.replaced-{time.GetUtcNow():yyyyMMdd-HHmmss-fff}";
        foreach (var (from, to) in SqliteCopy.Files(store).Zip(SqliteCopy.Files(kept)))
        {
            if (File.Exists(from))
            {
                File.Move(from, to, overwrite: false);
            }
        }

        return kept;
    }
}

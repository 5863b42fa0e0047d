using Microsoft.Data.Sqlite;
using Pool.Storage.Sqlite;

namespace Pool.Storage.Backup;

/// <summary>Copies the books while the pool runs.</summary>
public static class SqliteBackup
{
    /// <summary>
    /// Writes a backup file: one consistent state, checked, readable by its owner alone. It appears under its name when it is
    /// complete, never before.
    /// </summary>
    /// <param name="store">The database, in use or not.</param>
    /// <param name="file">Must not exist.</param>
    /// <exception cref="StoreUnavailableException">Either file cannot be used; the text says why.</exception>
    public static async Task<StoreSummary> Run(string store, string file, CancellationToken cancel)
    {
        if (!File.Exists(store))
        {
            throw new StoreUnavailableException(store, "does not exist");
        }

        if (File.Exists(file))
        {
            throw new StoreUnavailableException(file, "exists already; a backup overwrites nothing, name another file");
        }

        var partial = file + ".partial";
        try
        {
            await SqliteCopy.Write(store, partial, cancel).ConfigureAwait(false);
            var found = await SqliteInspection.Read(partial, cancel).ConfigureAwait(false);
            File.Move(partial, file, overwrite: false);
            return found with { File = file };
        }
        catch (SqliteException problem) when (new SqliteDialect().Explain(problem) is { } text)
        {
            throw new StoreUnavailableException(store, $"cannot be copied to {file}: {text}", problem);
        }
        finally
        {
            SqliteCopy.Discard(partial);
        }
    }
}

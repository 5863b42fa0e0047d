using Dapper;
using Microsoft.Data.Sqlite;
using Pool.Storage.Sqlite;

namespace Pool.Storage.Backup;

/// <summary>Copies a database, also one in use, into one new file of its own.</summary>
internal static class SqliteCopy
{
    /// <summary>The copy is durable when the task ends, and has no companion files.</summary>
    public static async Task Write(string from, string to, CancellationToken cancel)
    {
        Discard(to);
        SqliteFile.Create(to);
        var source = new SqliteConnection(SqliteInspection.ConnectionString(from));
        await using (source.ConfigureAwait(false))
        {
            var target = new SqliteConnection(SqliteInspection.ConnectionString(to));
            await using (target.ConfigureAwait(false))
            {
                await source.OpenAsync(cancel).ConfigureAwait(false);
                await target.OpenAsync(cancel).ConfigureAwait(false);
                source.BackupDatabase(target);
                await target.ExecuteAsync("PRAGMA journal_mode = DELETE").ConfigureAwait(false);
            }
        }

        Sync(to);
    }

    /// <summary>Removes what an earlier try has left.</summary>
    public static void Discard(string path)
    {
        foreach (var name in Files(path))
        {
            File.Delete(name);
        }
    }

    /// <summary>The database and its companions, whether they exist or not.</summary>
    public static IReadOnlyList<string> Files(string path) => [path, path + "-wal", path + "-shm", path + "-journal"];

    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}

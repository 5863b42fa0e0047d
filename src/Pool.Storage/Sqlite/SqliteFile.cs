namespace Pool.Storage.Sqlite;

/// <summary>The database file itself.</summary>
internal static class SqliteFile
{
    // The books hold what proves payments and relays prepared ones; SQLite gives its -wal and -shm files the same rights.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>An empty file that only its owner may read; nothing when it exists.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be made.</exception>
    public static void Create(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using var file = new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another program made it in the same moment.
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                path, $"cannot be made ({problem.Message}); check that its folder exists and may be written to", problem);
        }
    }
}

using Pool.Storage.Engine;
using Pool.Storage.Sqlite;

namespace Pool.Storage.Tests.Fixtures;

/// <summary>An SQLite file in a folder of its own.</summary>
public sealed class SqliteFixture : StoreFixture, IDisposable
{
    public SqliteFixture()
    {
        Folder = System.IO.Path.Combine(Root, "pool-store-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
        Path = System.IO.Path.Combine(Folder, "pool.db");
        SqliteFile.Create(Path);
    }

    /// <summary>In memory where there is such a place: no test here cuts the power, and a sync then costs nothing.</summary>
    private static string Root => Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();

    public string Folder { get; }

    public string Path { get; }

    internal override SqlDialect Dialect { get; } = new SqliteDialect();

    internal override IStoreConnections Connect(StoreOptions options) => new SqliteConnections(Path, options, Clock);

    /// <summary>For test classes that xunit disposes only this way.</summary>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

using Pool.Storage.Engine;
using Pool.Storage.Sqlite;

namespace Pool.Storage.Tests.Fixtures;

/// <summary>An SQLite file in a folder of its own.</summary>
public sealed class SqliteFixture : StoreFixture
{
    public SqliteFixture()
    {
        Folder = Directory.CreateTempSubdirectory("pool-store-").FullName;
        Path = System.IO.Path.Combine(Folder, "pool.db");
        SqliteFile.Create(Path);
    }

    public string Folder { get; }

    public string Path { get; }

    internal override SqlDialect Dialect { get; } = new SqliteDialect();

    internal override IStoreConnections Connect(StoreOptions options) => new SqliteConnections(Path, options, Clock);

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

using Dapper;
using Pool.Storage.Sqlite;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Sqlite;

public sealed class SqliteDurabilityTests : IDisposable
{
    private readonly SqliteFixture _fixture = new();

    [Fact]
    public async Task The_writer_syncs_every_commit_of_a_write_ahead_log()
    {
        await using var connection = await _fixture.Raw();

        (await connection.QuerySingleAsync<string>("PRAGMA journal_mode")).ShouldBe("wal");
        (await connection.QuerySingleAsync<long>("PRAGMA synchronous")).ShouldBe(2);
        (await connection.QuerySingleAsync<long>("PRAGMA foreign_keys")).ShouldBe(1);
    }

    [Theory]
    [InlineData("PRAGMA synchronous = NORMAL", "synchronous 1")]
    [InlineData("PRAGMA synchronous = OFF", "synchronous 0")]
    [InlineData("PRAGMA journal_mode = DELETE", "journal_mode delete")]
    [InlineData("PRAGMA journal_mode = MEMORY", "journal_mode memory")]
    [InlineData("PRAGMA foreign_keys = OFF", "foreign_keys")]
    public async Task A_weaker_setting_is_refused_by_name(string weaken, string named)
    {
        await using var connection = await _fixture.Raw();
        await connection.ExecuteAsync(weaken);

        var refused = await Should.ThrowAsync<StoreUnavailableException>(
            () => SqliteConnections.RequireDurable(connection, _fixture.Path));

        refused.Message.ShouldContain(named);
        refused.Store.ShouldBe(_fixture.Path);
    }

    [Fact]
    public async Task A_stronger_setting_is_taken()
    {
        await using var connection = await _fixture.Raw();
        await connection.ExecuteAsync("PRAGMA synchronous = EXTRA");

        await SqliteConnections.RequireDurable(connection, _fixture.Path);
    }

    [Fact]
    public async Task A_store_that_cannot_keep_a_write_ahead_log_is_refused()
    {
        var connections = new SqliteConnections(":memory:", StoreOptions.Default, _fixture.Clock);

        (await Should.ThrowAsync<StoreUnavailableException>(() => connections.OpenWriter(CancellationToken.None)))
            .Message.ShouldContain("journal_mode memory");
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        await (await _fixture.Open()).DisposeAsync();
        await using var reader = await _fixture.Connect(StoreOptions.Default).OpenReader(CancellationToken.None);

        await Should.ThrowAsync<System.Data.Common.DbException>(() => reader.ExecuteAsync("DELETE FROM pool"));
    }

    [Fact]
    public async Task The_books_are_readable_by_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = System.IO.Path.Combine(_fixture.Folder, "new.db");
        await using var store = await PoolStore.OpenSqlite(path, "main", StoreOptions.Default, _fixture.Clock, CancellationToken.None);
        await store.Activations.NextTemplateActivation(CancellationToken.None);

        foreach (var file in Directory.GetFiles(_fixture.Folder, "new.db*"))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        Directory.GetFiles(_fixture.Folder, "new.db*").Length.ShouldBe(3);
    }

    public void Dispose() => _fixture.Dispose();
}

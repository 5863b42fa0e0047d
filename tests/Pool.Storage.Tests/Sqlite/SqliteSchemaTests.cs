using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Shares;
using Pool.Storage.Schema;
using Pool.Storage.Sqlite;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Sqlite;

public sealed class SqliteSchemaTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SqliteFixture _fixture = new();

    private const string Objects = """
        SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'schema_migration' ORDER BY type, name
        """;

    /// <summary>The version of a step after those that are built in.</summary>
    private static int Next => new SqliteDialect().Migrations.Count + 1;

    [Fact]
    public async Task A_database_of_version_1_opens_and_goes_on_where_it_was()
    {
        await OldDatabase.Write(_fixture.Path, 1);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        await using var store = await _fixture.Open();

        (await store.Ledger.ReadBalances(None))[Accounts.Miner(2)].ShouldBe(90);
        (await store.Ledger.SumTransfers(None)).OrderBy(row => row.Key)
            .ShouldBe((await store.Ledger.ReadBalances(None)).OrderBy(row => row.Key));
        (await store.Blocks.Find(Sample.Hash(1), None))!.State.ShouldBe(BlockState.Credited);
        (await store.Payouts.ListOpen(None)).Single().State.ShouldBe(PayoutState.Prepared);
        (await store.Payouts.ReadHold(None))!.Reason.ShouldBe("a person said so");
        (await store.Miners.GetDifficulty(Sample.Alice, "rig", None)).ShouldBe(4321);
        (await store.Shares.RegisterStart(Guid.NewGuid(), None)).ShouldBe(2u);
        await (await FrontEnd.Start(store)).Send(Sample.Candidate(3), Sample.Share(Sample.Alice, 1));
        (await store.Blocks.Find(Sample.Hash(3), None))!.Cursor.ShouldBe(3);
    }

    [Fact]
    public async Task A_batch_that_an_earlier_version_booked_is_still_a_repeat()
    {
        await OldDatabase.Write(_fixture.Path, 1);
        await using var store = await _fixture.Open();
        var start = Guid.Parse((await _fixture.Query<string>("SELECT start_id FROM front_end")).Single());

        (await store.Shares.Append(new ShareBatch(start, 4, [Sample.Share(Sample.Bob, 3)], null), None))
            .ShouldBe(AppendResult.Repeated);
    }

    [Fact]
    public async Task A_database_of_version_1_becomes_what_a_new_one_is()
    {
        await (await _fixture.Open()).DisposeAsync();
        var fresh = await _fixture.Query<string>(Objects);
        await using var other = new SqliteFixture();
        await OldDatabase.Write(other.Path, 1);
        (await other.Query<string>(Objects)).Count.ShouldBeLessThan(fresh.Count);

        await (await other.Open()).DisposeAsync();

        (await other.Query<string>(Objects)).ShouldBe(fresh);
        fresh.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Steps_are_numbered_from_1_without_gaps()
    {
        var steps = new SqliteDialect().Migrations;

        steps.Select(step => step.Version).ShouldBe(Enumerable.Range(1, steps.Count));
    }

    [Fact]
    public async Task An_older_schema_is_migrated_and_keeps_its_books()
    {
        await OldDatabase.Write(_fixture.Path, 1);
        var balances = await _fixture.Query<string>("SELECT account || amount FROM balance ORDER BY account");

        await using var store = await Open(new Migration(Next, "9999-motto.sql", "ALTER TABLE pool ADD COLUMN motto TEXT"));

        (await _fixture.Query<long>("SELECT version FROM schema_migration ORDER BY version"))
            .ShouldBe(Enumerable.Range(1, Next).Select(version => (long)version));
        (await _fixture.Query<string?>("SELECT motto FROM pool")).ShouldBe([null]);
        (await _fixture.Query<string>("SELECT account || amount FROM balance ORDER BY account")).ShouldBe(balances);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_schema_and_the_books_as_they_were()
    {
        await OldDatabase.Write(_fixture.Path, 1);
        var before = await _fixture.Query<string>(Objects);

        await Should.ThrowAsync<Exception>(() => Open(
            new Migration(Next, "9999-bad.sql", "ALTER TABLE pool ADD COLUMN motto TEXT; DROP TABLE transfer; SELECT no_such_thing")));

        (await _fixture.Query<string>(Objects)).ShouldBe(before);
        (await _fixture.Query<long>("SELECT count(*) FROM transfer")).ShouldBe([8]);
        await (await _fixture.Open()).DisposeAsync();
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await (await _fixture.Open()).DisposeAsync();
        await _fixture.Query<long>("UPDATE schema_migration SET version = 99 WHERE version = 1 RETURNING version");

        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => _fixture.Open());

        refused.Message.ShouldContain("schema version 99");
        refused.Message.ShouldContain(_fixture.Path);
        (await _fixture.Query<long>("SELECT max(version) FROM schema_migration")).ShouldBe([99]);
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_alone()
    {
        await using (var connection = await _fixture.Raw())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE songs (title TEXT)";
            await command.ExecuteNonQueryAsync(None);
        }

        (await Should.ThrowAsync<StoreUnavailableException>(() => _fixture.Open())).Message.ShouldContain("another program");

        (await _fixture.Query<string>("SELECT name FROM sqlite_schema")).ShouldBe(["songs"]);
    }

    [Fact]
    public async Task Programs_that_start_at_the_same_time_migrate_once_and_agree_on_the_pool()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _fixture.Open())));

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        (await _fixture.Query<string>("SELECT name FROM pool")).ShouldBe(["main"]);
        (await _fixture.Query<long>("SELECT version FROM schema_migration ORDER BY version"))
            .ShouldBe(Enumerable.Range(1, Next - 1).Select(version => (long)version));
    }

    private Task<PoolStore> Open(Migration further) => PoolStore.Open(
        new SqliteDialect([.. new SqliteDialect().Migrations, further]),
        _fixture.Connect(StoreOptions.Default),
        "main",
        StoreOptions.Default,
        _fixture.Clock,
        None);

    public void Dispose() => _fixture.Dispose();
}

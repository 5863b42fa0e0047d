using Dapper;
using Pool.Core.Shares;
using Pool.Storage.Tests.Contracts;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Sqlite;

public sealed class SqliteFailureTests() : StoreContract(new SqliteFixture())
{
    private string Path => ((SqliteFixture)Fixture).Path;

    [Fact]
    public async Task A_full_disk_books_nothing_and_the_same_batch_is_booked_when_there_is_room()
    {
        var front = await FrontEnd.Start(Store);
        await front.Send(Sample.Share(Sample.Alice, 1));
        await Reopen(connection => connection.ExecuteAsync($"PRAGMA max_page_count = 1"));
        var before = await Books();
        var batch = front.Next(Sample.Candidate(1), [.. Enumerable.Range(0, 500).Select(rig => Sample.Share(Sample.Alice, 1, worker: $"rig{rig}"))]);

        var full = await Should.ThrowAsync<StoreUnavailableException>(() => Store.Shares.Append(batch, None));

        full.Message.ShouldContain("disk is full");
        (await Books()).ShouldBe(before);
        Fixture.Faults.OnOpenWriter = null;
        (await Store.Shares.Append(batch, None)).ShouldBe(AppendResult.Committed);
    }

    [Fact]
    public async Task A_read_only_store_says_so()
    {
        await Reopen(connection => connection.ExecuteAsync("PRAGMA query_only = ON"));

        (await Should.ThrowAsync<StoreUnavailableException>(() => FrontEnd.Start(Store)))
            .Message.ShouldContain("cannot be written to");
    }

    [Fact]
    public async Task A_store_that_another_program_keeps_locked_is_tried_again_and_then_says_so()
    {
        await using var store = await Fixture.Open(options: StoreOptions.Default with
        {
            BusyTimeout = TimeSpan.FromMilliseconds(20),
            WriteAttempts = 2,
        });
        await using (var other = await Fixture.Raw())
        {
            await using var transaction = await other.BeginTransactionAsync(None);

            (await Should.ThrowAsync<StoreUnavailableException>(() => store.Activations.NextTemplateActivation(None)))
                .Message.ShouldContain("another program keeps it locked");
        }

        (await store.Activations.NextTemplateActivation(None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_by_name()
    {
        var path = Path + ".txt";
        await File.WriteAllTextAsync(path, new string('x', 5000));

        var refused = await Should.ThrowAsync<StoreUnavailableException>(
            () => PoolStore.OpenSqlite(path, "main", StoreOptions.Default, Clock, None));

        refused.Message.ShouldContain("is not an SQLite database");
        refused.Message.ShouldContain(path);
    }

    [Fact]
    public async Task A_damaged_store_says_so_when_the_damage_is_met()
    {
        await (await FrontEnd.Start(Store)).Send([.. Enumerable.Range(0, 500).Select(rig => Sample.Share(Sample.Alice, 1, worker: $"rig{rig}"))]);
        await Store.DisposeAsync();
        await using (var raw = await Fixture.Raw())
        {
            await raw.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        await using (var file = new FileStream(Path, FileMode.Open))
        {
            var page = (await Fixture.Query<long>("SELECT rootpage FROM sqlite_schema WHERE name = 'share'")).Single();
            file.Position = (page - 1) * 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0x77, 4096).ToArray());
        }

        await using var store = await Fixture.Open();
        (await Should.ThrowAsync<StoreUnavailableException>(() => store.Queries.ReadMiner(Sample.Alice, None)))
            .Message.ShouldContain("is damaged");
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        var path = System.IO.Path.Combine(((SqliteFixture)Fixture).Folder, "none", "pool.db");

        (await Should.ThrowAsync<StoreUnavailableException>(
            () => PoolStore.OpenSqlite(path, "main", StoreOptions.Default, Clock, None))).Message.ShouldContain(path);
        (await Should.ThrowAsync<StoreUnavailableException>(
            () => PoolStore.OpenExistingSqlite(path, "main", StoreOptions.Default, Clock, None))).Message.ShouldContain("does not exist");
        Directory.Exists(System.IO.Path.GetDirectoryName(path)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_that_was_cancelled_before_its_turn_books_nothing_and_holds_nobody_up()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Store.Shares.RegisterStart(Guid.NewGuid(), cancel.Token));

        (await Store.Shares.RegisterStart(Guid.NewGuid(), None)).ShouldBe(1u);
    }

    [Theory]
    [InlineData(nameof(StoreOptions.WriteAttempts))]
    [InlineData(nameof(StoreOptions.SliceLength))]
    [InlineData(nameof(StoreOptions.MaxPage))]
    [InlineData(nameof(StoreOptions.HashrateFloor))]
    public void A_limit_out_of_its_range_is_named(string name)
    {
        var wrong = name switch
        {
            nameof(StoreOptions.WriteAttempts) => StoreOptions.Default with { WriteAttempts = 0 },
            nameof(StoreOptions.SliceLength) => StoreOptions.Default with { SliceLength = TimeSpan.Zero },
            nameof(StoreOptions.MaxPage) => StoreOptions.Default with { MaxPage = 1_000_000 },
            _ => StoreOptions.Default with { HashrateFloor = TimeSpan.FromHours(1) },
        };

        Should.Throw<ArgumentOutOfRangeException>(wrong.Check).ParamName.ShouldBe(name);
        StoreOptions.Default.Check();
    }

    /// <summary>Makes the store write on a new connection that is prepared like this.</summary>
    private async Task Reopen(Func<System.Data.Common.DbConnection, Task> prepare)
    {
        await Store.Payouts.Release(None);
        Fixture.Faults.OnOpenWriter = prepare;
        Fixture.Faults.FailBeforeCommit();
        await Should.ThrowAsync<Faults.InjectedFaultException>(() => Store.Payouts.Release(None));
    }
}

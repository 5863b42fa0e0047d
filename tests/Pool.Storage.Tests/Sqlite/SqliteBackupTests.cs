using Dapper;
using Pool.Core.Shares;
using Pool.Storage.Backup;
using Pool.Storage.Sqlite;
using Pool.Storage.Tests.Contracts;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Sqlite;

public sealed class SqliteBackupTests() : StoreContract(new SqliteFixture())
{
    private FrontEnd _front = null!;

    private string Path => ((SqliteFixture)Fixture).Path;

    private string Backup => Path + ".backup";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _front = await FrontEnd.Start(Store);
        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 5));
    }

    [Fact]
    public async Task A_backup_of_a_store_in_use_is_one_whole_file_for_its_owner_alone()
    {
        var found = await SqliteBackup.Run(Path, Backup, None);

        found.Pools.ShouldBe(["main"]);
        found.SchemaVersion.ShouldBe(new SqliteDialect().Migrations.Count);
        found.Blocks.ShouldBe(1);
        found.Slices.ShouldBe(1);
        found.LastWriteAt.ShouldBe(Clock.GetUtcNow());
        found.File.ShouldBe(Backup);
        found.Bytes.ShouldBe(new FileInfo(Backup).Length);
        found.ToString().ShouldContain("1 blocks");
        Directory.GetFiles(((SqliteFixture)Fixture).Folder, "*.backup*").ShouldBe([Backup]);
        (OperatingSystem.IsWindows() || File.GetUnixFileMode(Backup) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBeTrue();
        await _front.Send(Sample.Share(Sample.Alice, 5));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_copies_nothing_that_is_not_there()
    {
        await File.WriteAllTextAsync(Backup, "precious");

        (await Should.ThrowAsync<StoreUnavailableException>(() => SqliteBackup.Run(Path, Backup, None))).Message.ShouldContain("exists already");
        (await Should.ThrowAsync<StoreUnavailableException>(() => SqliteBackup.Run(Path + "x", Backup, None))).Message.ShouldContain("does not exist");

        (await File.ReadAllTextAsync(Backup)).ShouldBe("precious");
    }

    [Fact]
    public async Task A_restored_store_has_the_books_of_the_backup_and_new_start_numbers()
    {
        await SqliteBackup.Run(Path, Backup, None);
        var books = await Books();
        await Store.DisposeAsync();
        foreach (var file in Directory.GetFiles(((SqliteFixture)Fixture).Folder, "pool.db*").Where(file => file != Backup))
        {
            File.Delete(file);
        }

        var report = await SqliteRestore.Run(Backup, Path, force: false, Clock, None);

        report.Replaced.ShouldBeNull();
        report.KeptAs.ShouldBeNull();
        report.Warnings.ShouldBeEmpty();
        report.Backup.Blocks.ShouldBe(1);
        (await Books()).ShouldBe(books);
        await using var store = await Fixture.Open();
        (await store.Shares.RegisterStart(Guid.NewGuid(), None)).ShouldBe(2u + (1 << 20));
        (await store.Activations.NextTemplateActivation(None)).ShouldBe(1 + (1 << 20));
    }

    [Fact]
    public async Task Batches_since_the_backup_are_refused_after_its_restoring()
    {
        await SqliteBackup.Run(Path, Backup, None);
        await _front.Send(Sample.Share(Sample.Alice, 6));
        await Store.DisposeAsync();
        await SqliteRestore.Run(Backup, Path, force: true, Clock, None);
        await using var store = await Fixture.Open();

        (await store.Shares.Append(_front.Next(null, Sample.Share(Sample.Alice, 7)), None)).ShouldBe(AppendResult.Refused);
    }

    [Fact]
    public async Task A_newer_store_is_replaced_only_by_force_and_is_kept()
    {
        await SqliteBackup.Run(Path, Backup, None);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await _front.Send(Sample.Share(Sample.Alice, 6));
        await Store.DisposeAsync();
        var before = await Books();

        var refused = await Should.ThrowAsync<StoreUnavailableException>(
            () => SqliteRestore.Run(Backup, Path, force: false, Clock, None));

        refused.Message.ShouldContain("2030-01-01 00:01:00Z");
        refused.Message.ShouldContain("would be lost");
        (await Books()).ShouldBe(before);

        var report = await SqliteRestore.Run(Backup, Path, force: true, Clock, None);

        report.Warnings.ShouldHaveSingleItem().ShouldContain("would be lost");
        report.Replaced!.Slices.ShouldBe(2);
        (await Fixture.Query<long>("SELECT count(*) FROM slice")).ShouldBe([1]);
        await using var kept = await PoolStore.OpenExistingSqlite(report.KeptAs!, "main", StoreOptions.Default, Clock, None);
        (await kept.Queries.ReadMiner(Sample.Alice, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_store_in_use_is_replaced_only_by_force()
    {
        await SqliteBackup.Run(Path, Backup, None);
        var before = await Books();

        (await Should.ThrowAsync<StoreUnavailableException>(() => SqliteRestore.Run(Backup, Path, force: false, Clock, None)))
            .Message.ShouldContain("in use");

        (await Books()).ShouldBe(before);
        (await SqliteRestore.Run(Backup, Path, force: true, Clock, None)).Warnings.ShouldHaveSingleItem().ShouldContain("in use");
    }

    [Fact]
    public async Task A_store_that_is_not_in_use_and_no_newer_is_replaced()
    {
        await SqliteBackup.Run(Path, Backup, None);
        await Store.DisposeAsync();

        var report = await SqliteRestore.Run(Backup, Path, force: false, Clock, None);

        File.Exists(report.KeptAs).ShouldBeTrue();
        Directory.GetFiles(((SqliteFixture)Fixture).Folder, "*restoring*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_store_is_replaced_and_kept()
    {
        await SqliteBackup.Run(Path, Backup, None);
        await Store.DisposeAsync();
        await File.WriteAllTextAsync(Path, "rubbish that is longer than the hundred bytes of a header " + new string('x', 100));

        var report = await SqliteRestore.Run(Backup, Path, force: false, Clock, None);

        report.Warnings.ShouldHaveSingleItem().ShouldContain("cannot be read");
        (await File.ReadAllTextAsync(report.KeptAs!)).ShouldStartWith("rubbish");
        (await Fixture.Query<long>("SELECT count(*) FROM block")).ShouldBe([1]);
    }

    public static TheoryData<string, string> BadBackups => new()
    {
        { "missing", "does not exist" },
        { "rubbish", "is not an SQLite database" },
        { "empty", "is empty" },
        { "damaged", "damaged" },
        { "newer", "schema version 99" },
        { "strays", "refer to nothing" },
    };

    [Theory]
    [MemberData(nameof(BadBackups))]
    public async Task A_backup_that_cannot_be_used_replaces_nothing_not_even_by_force(string what, string said)
    {
        await _front.Send([.. Enumerable.Range(0, 500).Select(rig => Sample.Share(Sample.Alice, 1, worker: $"rig{rig}"))]);
        await MakeBad(what);
        var before = await Books();
        await Store.DisposeAsync();

        (await Should.ThrowAsync<StoreUnavailableException>(() => SqliteRestore.Run(Backup, Path, force: true, Clock, None)))
            .Message.ShouldContain(said);

        (await Books()).ShouldBe(before);
    }

    private async Task MakeBad(string what)
    {
        switch (what)
        {
            case "missing":
                return;
            case "rubbish":
                await File.WriteAllTextAsync(Backup, new string('x', 5000));
                return;
            case "empty":
                await File.WriteAllBytesAsync(Backup, []);
                return;
        }

        await SqliteBackup.Run(Path, Backup, None);
        if (what == "damaged")
        {
            var bytes = await File.ReadAllBytesAsync(Backup);
            bytes.AsSpan(bytes.Length / 2, 4096).Fill(0x77);
            await File.WriteAllBytesAsync(Backup, bytes);
            return;
        }

        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Backup};Pooling=False;Foreign Keys=False");
        await connection.ExecuteAsync(
            what == "newer" ? "UPDATE schema_migration SET version = 99 WHERE version = 1" : "DELETE FROM account");
    }
}

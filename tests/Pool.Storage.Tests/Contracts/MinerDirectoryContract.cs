using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class MinerDirectoryContract(StoreFixture fixture) : StoreContract(fixture)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await (await FrontEnd.Start(Store)).Send(Sample.Share(Sample.Alice, 1));
    }

    [Fact]
    public async Task A_difficulty_is_known_at_once_and_after_a_restart()
    {
        (await Store.Miners.GetDifficulty(Sample.Alice, "rig", None)).ShouldBeNull();
        Store.Miners.RememberDifficulty(Sample.Alice, "rig", 5000);
        Store.Miners.RememberDifficulty(Sample.Alice, "rig", 6000);
        (await Store.Miners.GetDifficulty(Sample.Alice, "rig", None)).ShouldBe(6000);
        (await Fixture.Query<long>("SELECT count(*) FROM worker_difficulty")).ShouldBe([0]);

        await Store.Miners.Flush(None);

        await using var again = await Fixture.Open();
        (await again.Miners.GetDifficulty(Sample.Alice, "rig", None)).ShouldBe(6000);
        (await again.Miners.GetDifficulty(Sample.Alice, "two", None)).ShouldBeNull();
        (await again.Miners.GetDifficulty(Sample.Bob, "rig", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_few_seconds_what_waits_is_written()
    {
        Store.Miners.RememberDifficulty(Sample.Alice, "rig", 5000);
        var committed = Fixture.Faults.NextCommit();

        Clock.Advance(StoreOptions.Default.RememberEvery);

        await committed.WaitAsync(TimeSpan.FromMinutes(1));
        (await Fixture.Query<long>("SELECT difficulty FROM worker_difficulty")).ShouldBe([5000]);
    }

    [Fact]
    public async Task Closing_the_store_writes_what_waits()
    {
        await using (var other = await Fixture.Open())
        {
            other.Miners.RememberDifficulty(Sample.Alice, "rig", 7000);
        }

        (await Store.Miners.GetDifficulty(Sample.Alice, "rig", None)).ShouldBe(7000);
    }

    [Fact]
    public async Task Addresses_that_never_sent_a_share_leave_no_row()
    {
        Store.Miners.RememberDifficulty(Sample.Bob, "rig", 7000);
        await Store.Miners.Flush(None);

        (await Fixture.Query<long>("SELECT count(*) FROM worker_difficulty")).ShouldBe([0]);
    }

    [Fact]
    public async Task No_more_than_the_limit_waits_to_be_written()
    {
        await using var store = await Fixture.Open(options: StoreOptions.Default with { MaxRemembering = 2 });
        foreach (var worker in new[] { "a", "b", "c", "a" })
        {
            store.Miners.RememberDifficulty(Sample.Alice, worker, worker == "a" ? 10 : 20);
        }

        store.Miners.RememberDifficulty(Sample.Alice, "a", 30);

        (await store.Miners.GetDifficulty(Sample.Alice, "a", None)).ShouldBe(30);
        (await store.Miners.GetDifficulty(Sample.Alice, "b", None)).ShouldBe(20);
        (await store.Miners.GetDifficulty(Sample.Alice, "c", None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_account_keeps_its_latest_workers_only()
    {
        await using var store = await Fixture.Open(options: StoreOptions.Default with { MaxRememberedPerAccount = 2 });
        foreach (var worker in new[] { "a", "b", "c" })
        {
            store.Miners.RememberDifficulty(Sample.Alice, worker, 10);
            await store.Miners.Flush(None);
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await Fixture.Query<string>("SELECT worker FROM worker_difficulty ORDER BY worker")).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task What_could_not_be_written_goes_on_waiting()
    {
        Store.Miners.RememberDifficulty(Sample.Alice, "rig", 5000);
        Fixture.Faults.FailBeforeCommit();
        await Should.ThrowAsync<Faults.InjectedFaultException>(() => Store.Miners.Flush(None));

        (await Store.Miners.GetDifficulty(Sample.Alice, "rig", None)).ShouldBe(5000);
        await Store.Miners.Flush(None);
        (await Fixture.Query<long>("SELECT difficulty FROM worker_difficulty")).ShouldBe([5000]);
    }
}

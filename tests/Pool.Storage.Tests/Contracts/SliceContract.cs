using Pool.Core.Rounds;
using Pool.Core.Shares;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class SliceContract(StoreFixture fixture) : StoreContract(fixture)
{
    private FrontEnd _front = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _front = await FrontEnd.Start(Store);
    }

    [Fact]
    public async Task A_slice_lasts_a_minute_and_ends_at_the_next_batch()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1));
        Clock.Advance(TimeSpan.FromMilliseconds(59_999));
        await _front.Send(Sample.Share(Sample.Alice, 2));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _front.Send(Sample.Share(Sample.Alice, 4));

        (await WorkBySlice()).ShouldBe([3, 4]);
        (await Fixture.Query<long>("SELECT ended_at - opened_at FROM slice WHERE ended_at IS NOT NULL")).ShouldBe([60_000]);
    }

    [Fact]
    public async Task Idle_time_leaves_no_gap_and_no_empty_slice()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1));
        Clock.Advance(TimeSpan.FromHours(5));
        await _front.Send(Sample.Share(Sample.Alice, 2));

        (await WorkBySlice()).ShouldBe([1, 2]);
        (await Fixture.Query<long>("SELECT slice FROM slice ORDER BY slice")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_ends_the_slice_instead_of_stretching_it()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1));
        Clock.JumpTo(Clock.GetUtcNow().AddHours(-2));
        await _front.Send(Sample.Share(Sample.Alice, 2));
        await _front.Send(Sample.Share(Sample.Alice, 4));

        (await WorkBySlice()).ShouldBe([1, 6]);
    }

    [Fact]
    public async Task A_candidate_ends_the_slice_that_its_batch_is_in()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1));
        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 2, ShareOutcome.BlockCandidate));
        await _front.Send(Sample.Share(Sample.Alice, 4));
        await _front.Send(Sample.Candidate(2), Sample.Share(Sample.Alice, 8));

        (await WorkBySlice()).ShouldBe([3, 12]);
        (await Store.Blocks.Find(Sample.Hash(1), None))!.Cursor.ShouldBe(1);
        (await Store.Blocks.Find(Sample.Hash(2), None))!.Cursor.ShouldBe(2);
    }

    [Fact]
    public async Task A_candidate_that_the_books_have_ends_no_slice_and_changes_no_block()
    {
        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 1));
        var block = await Store.Blocks.Find(Sample.Hash(1), None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var restarted = await FrontEnd.Start(Store);
        await restarted.Send(Sample.Candidate(1, height: 999, finder: Sample.Bob), Sample.Share(Sample.Bob, 2));
        await restarted.Send(Sample.Share(Sample.Bob, 4));

        (await Store.Blocks.Find(Sample.Hash(1), None)).ShouldBe(block);
        (await WorkBySlice()).ShouldBe([1, 6]);
    }

    [Fact]
    public async Task A_block_from_the_chain_ends_the_open_slice()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1));
        (await Store.Blocks.AddFromChain(Sample.Recovered(1), None)).ShouldBeTrue();
        (await Store.Blocks.AddFromChain(Sample.Recovered(2), None)).ShouldBeTrue();
        await _front.Send(Sample.Share(Sample.Alice, 2));

        (await WorkBySlice()).ShouldBe([1, 2]);
        (await Store.Blocks.Find(Sample.Hash(1), None))!.Cursor.ShouldBe(1);
        (await Store.Blocks.Find(Sample.Hash(2), None))!.Cursor.ShouldBe(1);
    }

    [Fact]
    public async Task A_block_from_the_chain_before_any_share_has_nothing_that_counts()
    {
        await Store.Blocks.AddFromChain(Sample.Recovered(1), None);
        var block = (await Store.Blocks.Find(Sample.Hash(1), None))!;

        block.Cursor.ShouldBe(0);
        (await Read(block.Hash)).ShouldBeEmpty();
        (await Store.Blocks.ReadEffort(block, None)).ShouldBe(0);
    }

    [Fact]
    public async Task Slices_come_newest_first_up_to_the_cursor_with_counted_work_by_account()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1), Sample.Share(Sample.Bob, 2), Sample.Share(Sample.Alice, 4, worker: "two"));
        Clock.Advance(TimeSpan.FromMinutes(2));
        await _front.Send(Sample.Share(Sample.Alice, 8, ShareOutcome.Stale));
        Clock.Advance(TimeSpan.FromMinutes(2));
        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Bob, 16, ShareOutcome.BlockCandidate));
        await _front.Send(Sample.Share(Sample.Bob, 32));

        var slices = await Read(Sample.Hash(1));

        slices.Select(slice => slice.Number).ShouldBe([3, 1]);
        slices[0].Work.ShouldBe([new AccountWork(2, 16)]);
        slices[1].Work.ShouldBe([new AccountWork(1, 5), new AccountWork(2, 2)]);
    }

    [Fact]
    public async Task A_walk_over_more_slices_than_one_read_holds_misses_none_and_reads_no_more_than_it_needs()
    {
        await using var store = await Fixture.Open(options: StoreOptions.Default with { SlicesPerRead = 3 });
        for (var slice = 1; slice <= 20; slice++)
        {
            await _front.Send(Sample.Share(Sample.Alice, slice, slice % 7 == 0 ? ShareOutcome.Stale : ShareOutcome.Accepted));
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 21));
        var block = (await store.Blocks.Find(Sample.Hash(1), None))!;
        Fixture.Faults.Statements.Clear();
        var first = new List<long>();
        await foreach (var slice in store.Blocks.ReadSlices(block, None))
        {
            first.Add(slice.Number);
            if (first.Count == 3)
            {
                break;
            }
        }

        first.ShouldBe([21, 20, 19]);
        Fixture.Faults.Statements.Count.ShouldBe(2);
        var all = new List<long>();
        await foreach (var slice in store.Blocks.ReadSlices(block, None))
        {
            all.Add(slice.Number);
        }

        all.ShouldBe(Enumerable.Range(1, 21).Where(slice => slice % 7 != 0 || slice == 21).Reverse().Select(slice => (long)slice));
    }

    [Fact]
    public async Task Effort_runs_from_the_block_before_that_was_not_refused()
    {
        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 1));
        await _front.Send(Sample.Candidate(2), Sample.Share(Sample.Alice, 2), Sample.Share(Sample.Alice, 99, ShareOutcome.Stale));
        await _front.Send(Sample.Candidate(3), Sample.Share(Sample.Alice, 4));
        await _front.Send(Sample.Share(Sample.Alice, 8));

        (await EffortOf(1)).ShouldBe(10);
        (await EffortOf(2)).ShouldBe(20);
        (await EffortOf(3)).ShouldBe(40);

        await Store.Blocks.MarkRefused(Sample.Hash(2), "all of them", None);

        (await EffortOf(3)).ShouldBe(60);
        await Store.Blocks.AddFromChain(Sample.Recovered(4), None);
        (await EffortOf(4)).ShouldBe(80);
        await Store.Blocks.AddFromChain(Sample.Recovered(5), None);
        (await EffortOf(5)).ShouldBe(0);
    }

    private async Task<long> EffortOf(int block) =>
        await Store.Blocks.ReadEffort((await Store.Blocks.Find(Sample.Hash(block), None))!, None);

    private async Task<List<SliceWork>> Read(Pool.Core.Hash32 hash)
    {
        var slices = new List<SliceWork>();
        await foreach (var slice in Store.Blocks.ReadSlices((await Store.Blocks.Find(hash, None))!, None))
        {
            slices.Add(slice);
        }

        return slices;
    }

    private Task<IReadOnlyList<long>> WorkBySlice() =>
        Fixture.Query<long>("SELECT sum(work) FROM share GROUP BY slice ORDER BY slice");
}

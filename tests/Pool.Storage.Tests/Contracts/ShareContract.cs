using Pool.Core.Shares;
using Pool.Storage.Tests.Faults;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class ShareContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task A_start_keeps_its_number_and_no_other_start_gets_it()
    {
        var first = Guid.NewGuid();

        (await Store.Shares.RegisterStart(first, None)).ShouldBe(1u);
        (await Store.Shares.RegisterStart(Guid.NewGuid(), None)).ShouldBe(2u);
        (await Store.Shares.RegisterStart(first, None)).ShouldBe(1u);
        (await Store.Shares.RegisterStart(Guid.NewGuid(), None)).ShouldBe(3u);
    }

    [Fact]
    public async Task Activation_numbers_grow_and_survive_a_restart_of_the_store()
    {
        (await Store.Activations.NextTemplateActivation(None)).ShouldBe(1);
        (await Store.Activations.NextTemplateActivation(None)).ShouldBe(2);

        await using var again = await Fixture.Open();

        (await again.Activations.NextTemplateActivation(None)).ShouldBe(3);
    }

    [Fact]
    public async Task A_batch_of_a_start_that_is_not_registered_is_refused_and_books_nothing()
    {
        var before = await Books();

        (await Append(new FrontEnd(Store).Next(null, Sample.Share(Sample.Alice, 5)))).ShouldBe(AppendResult.Refused);

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task A_batch_is_booked_once_however_often_it_is_sent()
    {
        var front = await FrontEnd.Start(Store);
        var batch = front.Next(null, Sample.Share(Sample.Alice, 5));
        (await Append(batch)).ShouldBe(AppendResult.Committed);
        var booked = await Books();

        (await Append(batch)).ShouldBe(AppendResult.Repeated);
        (await Append(batch with { Sums = [.. batch.Sums] })).ShouldBe(AppendResult.Repeated);

        (await Books()).ShouldBe(booked);
    }

    [Fact]
    public async Task A_known_sequence_with_another_payload_is_refused()
    {
        var front = await FrontEnd.Start(Store);
        var batch = front.Next(null, Sample.Share(Sample.Alice, 5));
        await Append(batch);
        var booked = await Books();

        (await Append(batch with { Sums = [Sample.Share(Sample.Alice, 6)] })).ShouldBe(AppendResult.Refused);
        (await Append(batch with { Sums = [Sample.Share(Sample.Alice, 5, worker: "rih")] })).ShouldBe(AppendResult.Refused);
        (await Append(batch with { Sums = [] })).ShouldBe(AppendResult.Refused);
        (await Append(batch with { Candidate = Sample.Candidate(1) })).ShouldBe(AppendResult.Refused);

        (await Books()).ShouldBe(booked);
    }

    [Fact]
    public async Task Only_the_next_sequence_is_taken()
    {
        var front = await FrontEnd.Start(Store);
        var first = front.Next(null, Sample.Share(Sample.Alice, 5));
        (await Append(first with { Sequence = 2 })).ShouldBe(AppendResult.Refused);
        (await Append(first)).ShouldBe(AppendResult.Committed);
        (await Append(first with { Sequence = 3 })).ShouldBe(AppendResult.Refused);
        (await Append(first with { Sequence = 2 })).ShouldBe(AppendResult.Committed);

        (await Append(first)).ShouldBe(AppendResult.Refused);

        (await Fixture.Query<long>("SELECT work FROM share")).ShouldBe([10]);
    }

    [Fact]
    public async Task Shares_are_sums_by_account_worker_and_outcome_with_their_first_and_last_time()
    {
        var front = await FrontEnd.Start(Store);
        var start = Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await front.Send(Sample.Share(Sample.Alice, 5), Sample.Share(Sample.Bob, 7), Sample.Share(Sample.Alice, 3, worker: "two"));
        Clock.Advance(TimeSpan.FromSeconds(20));
        await front.Send(Sample.Share(Sample.Alice, 11, count: 4));

        var rows = await Fixture.Query<string>("""
            SELECT address || ' ' || worker || ' ' || shares || ' ' || work || ' ' || effort || ' ' || (first_at - @start)
                || ' ' || (last_at - @start)
            FROM share JOIN account ON account.pool = share.pool AND account.account = share.account
            ORDER BY share.account, worker
            """, new { start });

        rows.ShouldBe([
            "alice-address rig 5 16 160 0 20000",
            "alice-address two 1 3 30 0 0",
            "bob-address rig 1 7 70 0 0",
        ]);
    }

    [Fact]
    public async Task Rejected_shares_are_counted_and_never_count_as_work()
    {
        var front = await FrontEnd.Start(Store);
        var rejects = Enum.GetValues<ShareOutcome>().Where(outcome => !outcome.Counts()).ToArray();

        await front.Send([.. rejects.Select(outcome => Sample.Share(Sample.Alice, 5, outcome, count: 2)), Sample.Share(Sample.Alice, 7)]);

        (await Fixture.Query<long>("SELECT shares FROM share WHERE outcome > 1")).ShouldBe(rejects.Select(_ => 2L));
        (await Fixture.Query<long>("SELECT sum(work) + sum(effort) FROM share WHERE outcome > 1")).ShouldBe([0]);
        (await Fixture.Query<long>("SELECT work FROM slice_work")).ShouldBe([7]);
    }

    [Fact]
    public async Task Pools_in_one_database_do_not_see_each_other()
    {
        await using var other = await Fixture.Open("other");
        var front = await FrontEnd.Start(Store);
        await front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 5));

        (await other.Shares.Append(front.Next(null), None)).ShouldBe(AppendResult.Refused);
        (await other.Shares.RegisterStart(Guid.NewGuid(), None)).ShouldBe(1u);
        (await other.Blocks.ListWatched(0, None)).ShouldBeEmpty();
        (await other.Queries.ReadMiner(Sample.Alice, None)).ShouldBeNull();
        (await other.Blocks.ListAddresses(None)).ShouldBeEmpty();

        await (await FrontEnd.Start(other)).Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 5));

        (await other.Blocks.Find(Sample.Hash(1), None))!.Cursor.ShouldBe(1);
    }

    public static TheoryData<string> Malformed => ["sequence", "address", "outcome", "scheme", "count", "work", "effort"];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_batch_is_a_bug_of_its_sender_and_books_nothing(string what)
    {
        var front = await FrontEnd.Start(Store);
        var before = await Books();
        var good = Sample.Share(Sample.Alice, 5);
        var bad = what switch
        {
            "address" => good with { Address = "" },
            "outcome" => good with { Outcome = (ShareOutcome)99 },
            "scheme" => good with { Scheme = 0 },
            "count" => good with { Count = 0 },
            "work" => good with { Work = -1 },
            "effort" => good with { Effort = -1 },
            _ => good,
        };
        var batch = front.Next(null, bad);

        await Should.ThrowAsync<ArgumentException>(
            () => Append(what == "sequence" ? batch with { Sequence = 0 } : batch));

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task Work_that_passes_64_bits_is_an_error_and_books_nothing()
    {
        var front = await FrontEnd.Start(Store);
        var most = new ShareSum(Sample.Alice, "rig", Pool.Core.Rewards.RewardScheme.Pplns, ShareOutcome.Accepted, 1, long.MaxValue, 0);
        await front.Send(most);
        var before = await Books();

        await Should.ThrowAsync<Exception>(() => Append(front.Next(null, most)));

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task A_batch_that_dies_at_any_statement_leaves_nothing_and_is_committed_when_it_is_sent_again()
    {
        var front = await FrontEnd.Start(Store);
        await front.Send(Sample.Share(Sample.Bob, 1));
        var batch = front.Next(Sample.Candidate(1), Sample.Share(Sample.Alice, 5), Sample.Share(Sample.Bob, 6));
        var died = await DiesAtEveryStatement(async () => (await Append(batch)).ShouldBe(AppendResult.Committed));

        died.ShouldBeGreaterThan(10);
        (await Append(batch)).ShouldBe(AppendResult.Repeated);
        (await Fixture.Query<long>("SELECT sum(work) FROM share")).ShouldBe([12]);
    }

    [Fact]
    public async Task A_commit_that_fails_books_nothing_and_one_whose_answer_is_lost_is_a_repeat()
    {
        var front = await FrontEnd.Start(Store);
        var before = await Books();
        var batch = front.Next(null, Sample.Share(Sample.Alice, 5));

        Fixture.Faults.FailBeforeCommit();
        await Should.ThrowAsync<InjectedFaultException>(() => Append(batch));
        (await Books()).ShouldBe(before);

        Fixture.Faults.FailAfterCommit();
        await Should.ThrowAsync<InjectedFaultException>(() => Append(batch));

        (await Append(batch)).ShouldBe(AppendResult.Repeated);
        (await Fixture.Query<long>("SELECT work FROM share")).ShouldBe([5]);
    }

    [Fact]
    public async Task Front_ends_that_append_at_the_same_time_lose_and_double_nothing()
    {
        const int Fronts = 6;
        const int Batches = 15;
        await using var second = await Fixture.Open();
        await Task.WhenAll(Enumerable.Range(0, Fronts).Select(number => Task.Run(async () =>
        {
            var front = await FrontEnd.Start(number % 2 == 0 ? Store : second);
            for (var i = 1; i <= Batches; i++)
            {
                var block = i % 5 == 0 ? Sample.Candidate((number * 1000) + i) : null;
                await front.Send(block, Sample.Share(Sample.Alice, i), Sample.Share($"miner-{number}", 1));
            }
        })));

        (await Fixture.Query<long>("SELECT sum(work) FROM share")).ShouldBe([Fronts * ((Batches * (Batches + 1) / 2) + Batches)]);
        var slices = await Fixture.Query<long>("SELECT slice FROM slice ORDER BY slice");
        slices.ShouldBe(Enumerable.Range(1, slices.Count).Select(slice => (long)slice));
        (await Fixture.Query<long>("SELECT count(*) FROM block")).ShouldBe([Fronts * 3]);
        (await Fixture.Query<long>("SELECT count(DISTINCT last_slice) FROM block")).ShouldBe([Fronts * 3]);
        (await Fixture.Query<long>("SELECT count(DISTINCT start_no) FROM front_end")).ShouldBe([Fronts]);
    }

    private Task<AppendResult> Append(ShareBatch batch) => Store.Shares.Append(batch, None);
}

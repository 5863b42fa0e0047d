using Pool.Core.Shares;
using Pool.Core.Tests.Flows;
using Pool.Testing;

namespace Pool.Core.Tests.Shares;

public sealed class ShareOutboxTests
{
    private readonly FakeClock _clock = new();
    private readonly ScriptedSink _sink = new();
    private readonly Witness _witness = new();
    private readonly ShareOutboxOptions _options = new();

    [Fact]
    public async Task Shares_are_summed_by_worker_and_outcome_and_answered_only_when_the_store_has_them()
    {
        await using var outbox = await Start();
        var first = outbox.Record(Make.Share("a", 1_000, 10));
        var second = outbox.Record(Make.Share("a", 3_000, 30));
        var third = outbox.Record(Make.Share("b"));
        var rejected = outbox.Record(Make.Share("a", outcome: ShareOutcome.Stale));

        _clock.Advance(_options.GatherDelay);
        var call = await _sink.Next();
        first.IsCompleted.ShouldBeFalse();
        call.Answer(AppendResult.Committed);

        (await Task.WhenAll(first, second, third, rejected).Soon()).ShouldAllBe(receipt => receipt == ShareReceipt.Recorded);
        call.Batch.StartId.ShouldBe(_sink.Starts.Single());
        call.Batch.Sequence.ShouldBe(1);
        call.Batch.Candidate.ShouldBeNull();
        call.Batch.Sums.ShouldBe(
            [
                Sum("a", ShareOutcome.Accepted, 2, 4_000, 40),
                Sum("b", ShareOutcome.Accepted, 1, 1_000, 10),
                Sum("a", ShareOutcome.Stale, 1, 0, 0),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_gather_delay()
    {
        await using var outbox = await Start();
        var receipt = outbox.Record(Make.Share());

        _clock.Advance(_options.GatherDelay - TimeSpan.FromTicks(1));
        _sink.NothingSent.ShouldBeTrue();

        _clock.Advance(TimeSpan.FromTicks(1));
        (await _sink.Next()).Answer(AppendResult.Committed);
        (await receipt.Soon()).ShouldBe(ShareReceipt.Recorded);
    }

    [Fact]
    public async Task A_batch_without_an_answer_is_sent_again_unchanged_while_the_next_one_gathers()
    {
        await using var outbox = await Start();
        var early = outbox.Record(Make.Share("a"));
        _clock.Advance(_options.GatherDelay);
        var first = await _sink.Next();
        var late = outbox.Record(Make.Share("b"));
        _clock.Advance(_options.GatherDelay);

        var call = first;
        for (var failures = 1; failures <= 10; failures++)
        {
            call.Fail();
            await _clock.WhenTimersArmed(1).Soon();
            early.IsCompleted.ShouldBeFalse();
            _clock.Advance(_options.Retry.After(failures) - TimeSpan.FromTicks(1));
            _sink.NothingSent.ShouldBeTrue();
            _clock.Advance(TimeSpan.FromTicks(1));
            call = await _sink.Next();
            call.Batch.ShouldBeSameAs(first.Batch);
        }

        _witness.Part("shares").Ok.ShouldBeFalse();
        call.Answer(AppendResult.Repeated);
        (await early.Soon()).ShouldBe(ShareReceipt.Recorded);

        var next = await _sink.Next();
        next.Batch.Sequence.ShouldBe(2);
        next.Batch.Sums.ShouldBe([Sum("b", ShareOutcome.Accepted, 1, 1_000, 10)]);
        next.Answer(AppendResult.Committed);
        (await late.Soon()).ShouldBe(ShareReceipt.Recorded);

        _sink.EverTwoAtOnce.ShouldBeFalse();
        _witness.Part("shares").Ok.ShouldBeTrue();
        _witness.Alarms.Count.ShouldBe(1);
        _witness.AllClears.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_pause_before_a_repeat_never_passes_its_limit()
    {
        _options.Retry.After(1).ShouldBe(TimeSpan.FromMilliseconds(50));
        _options.Retry.After(2).ShouldBe(TimeSpan.FromMilliseconds(100));
        _options.Retry.After(int.MaxValue).ShouldBe(TimeSpan.FromSeconds(2));
        await using var outbox = await Start();
        outbox.StartNumber.ShouldBe(1u);
    }

    [Fact]
    public async Task A_block_candidate_is_sent_at_once_and_is_the_last_share_of_its_batch()
    {
        await using var outbox = await Start();
        var before = outbox.Record(Make.Share("before"));
        var block = outbox.Record(Make.Block(7, "finder"));
        var after = outbox.Record(Make.Share("after"));

        var call = await _sink.Next();
        call.Batch.Candidate!.Hash.ShouldBe(Make.Hash(7));
        call.Batch.Sums.ShouldBe(
            [Sum("before", ShareOutcome.Accepted, 1, 1_000, 10), Sum("finder", ShareOutcome.BlockCandidate, 1, 1_000, 10)],
            ignoreOrder: true);
        call.Answer(AppendResult.Committed);
        (await before.Soon()).ShouldBe(ShareReceipt.Recorded);
        (await block.Soon()).ShouldBe(ShareReceipt.Recorded);
        after.IsCompleted.ShouldBeFalse();

        _clock.Advance(_options.GatherDelay);
        var next = await _sink.Next();
        next.Batch.Sums.ShouldBe([Sum("after", ShareOutcome.Accepted, 1, 1_000, 10)]);
        next.Batch.Candidate.ShouldBeNull();
        next.Answer(AppendResult.Committed);
        (await after.Soon()).ShouldBe(ShareReceipt.Recorded);
    }

    [Fact]
    public async Task Two_candidates_are_two_batches()
    {
        await using var outbox = await Start();
        var one = outbox.Record(Make.Block(1));
        var two = outbox.Record(Make.Block(2));

        for (var number = 1; number <= 2; number++)
        {
            var call = await _sink.Next();
            call.Batch.Sequence.ShouldBe(number);
            call.Batch.Candidate!.Hash.ShouldBe(Make.Hash(number));
            call.Answer(AppendResult.Committed);
        }

        (await one.Soon()).ShouldBe(ShareReceipt.Recorded);
        (await two.Soon()).ShouldBe(ShareReceipt.Recorded);
    }

    [Fact]
    public async Task A_refused_batch_is_told_and_a_new_start_begins_at_one()
    {
        await using var outbox = await Start();
        var refused = outbox.Record(Make.Share());
        _clock.Advance(_options.GatherDelay);
        (await _sink.Next()).Answer(AppendResult.Refused);
        (await refused.Soon()).ShouldBe(ShareReceipt.Refused);

        var next = outbox.Record(Make.Share());
        _clock.Advance(_options.GatherDelay);
        var call = await _sink.Next();
        _sink.Starts.Distinct().Count().ShouldBe(2);
        call.Batch.StartId.ShouldBe(_sink.Starts[1]);
        call.Batch.Sequence.ShouldBe(1);
        call.Answer(AppendResult.Committed);
        (await next.Soon()).ShouldBe(ShareReceipt.Recorded);
        outbox.StartNumber.ShouldBe(1u);
        _witness.Alarms.ShouldHaveSingleItem().ShouldContain("refused batch 1");
    }

    [Fact]
    public async Task The_candidate_of_a_refused_batch_is_sent_again_under_new_starts_until_the_store_has_it()
    {
        await using var outbox = await Start();
        var share = outbox.Record(Make.Share("other"));
        var block = outbox.Record(Make.Block(9, "finder"));
        var queued = outbox.Record(Make.Block(10, "second"));

        var call = await _sink.Next();
        _sink.RegisterFailures.Enqueue(new IOException("away"));
        call.Answer(AppendResult.Refused);
        (await share.Soon()).ShouldBe(ShareReceipt.Refused);
        (await block.Soon()).ShouldBe(ShareReceipt.Refused);
        await _clock.WhenTimersArmed(1).Soon();
        _clock.Advance(_options.Retry.First);

        call = await _sink.Next();
        OnlyCandidate(call.Batch, _sink.Starts[1]);
        call.Answer(AppendResult.Refused);
        await _clock.WhenTimersArmed(1).Soon();
        _clock.Advance(_options.Retry.First);

        call = await _sink.Next();
        OnlyCandidate(call.Batch, _sink.Starts[2]);
        call.Answer(AppendResult.Committed);

        call = await _sink.Next();
        call.Batch.Sequence.ShouldBe(2);
        call.Batch.Candidate!.Hash.ShouldBe(Make.Hash(10));
        call.Answer(AppendResult.Committed);
        (await queued.Soon()).ShouldBe(ShareReceipt.Recorded);
    }

    [Fact]
    public async Task Past_the_limit_shares_are_turned_away_but_never_a_candidate()
    {
        await using var outbox = await Start(_options with { MaxWaiting = 3 });
        var taken = Enumerable.Range(0, 3).Select(_ => outbox.Record(Make.Share())).ToList();

        (await outbox.Record(Make.Share()).Soon()).ShouldBe(ShareReceipt.Full);
        var block = outbox.Record(Make.Block(1));
        outbox.Waiting.ShouldBe(4);

        (await _sink.Next()).Answer(AppendResult.Committed);
        (await Task.WhenAll([.. taken, block]).Soon()).ShouldAllBe(receipt => receipt == ShareReceipt.Recorded);
        (await outbox.Drain(TimeSpan.FromSeconds(1)).Soon()).ShouldBeTrue();
        outbox.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Rejected_shares_leave_room_for_work()
    {
        await using var outbox = await Start(_options with { MaxWaiting = 4 });
        var rejected = Enumerable.Range(0, 2).Select(_ => outbox.Record(Make.Share() with { Outcome = ShareOutcome.Stale })).ToList();

        (await outbox.Record(Make.Share() with { Outcome = ShareOutcome.Stale }).Soon()).ShouldBe(ShareReceipt.Full);
        var work = Enumerable.Range(0, 2).Select(_ => outbox.Record(Make.Share())).ToList();
        outbox.Waiting.ShouldBe(4);
        (await outbox.Record(Make.Share()).Soon()).ShouldBe(ShareReceipt.Full);

        var drained = outbox.Drain(TimeSpan.FromSeconds(1));
        (await _sink.Next()).Answer(AppendResult.Committed);
        (await Task.WhenAll([.. rejected, .. work]).Soon()).ShouldAllBe(receipt => receipt == ShareReceipt.Recorded);
        (await drained.Soon()).ShouldBeTrue();
    }

    [Fact]
    public async Task There_is_room_again_when_a_batch_is_decided()
    {
        await using var outbox = await Start(_options with { MaxWaiting = 1 });
        for (var round = 0; round < 3; round++)
        {
            var block = outbox.Record(Make.Block(round));
            (await outbox.Record(Make.Share()).Soon()).ShouldBe(ShareReceipt.Full);
            (await _sink.Next()).Answer(AppendResult.Committed);
            await block.Soon();
        }

        (await outbox.Drain(TimeSpan.FromSeconds(1)).Soon()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_has_no_more_sums_than_its_limit()
    {
        await using var outbox = await Start(_options with { MaxSums = 2 });
        var all = "abac".Select(worker => outbox.Record(Make.Share(worker.ToString()))).ToList();

        var call = await _sink.Next();
        call.Batch.Sums.Count.ShouldBe(2);
        call.Batch.Sums.Sum(sum => sum.Count).ShouldBe(3);
        _clock.Advance(_options.GatherDelay);
        call.Answer(AppendResult.Committed);
        (await _sink.Next()).Answer(AppendResult.Committed);
        (await Task.WhenAll(all).Soon()).ShouldAllBe(receipt => receipt == ShareReceipt.Recorded);
    }

    [Fact]
    public async Task Work_that_would_not_fit_in_a_sum_goes_into_the_next_batch()
    {
        await using var outbox = await Start();
        var first = outbox.Record(Make.Share("a", long.MaxValue));
        var second = outbox.Record(Make.Share("a", long.MaxValue));
        _clock.Advance(_options.GatherDelay);

        for (var number = 1; number <= 2; number++)
        {
            var call = await _sink.Next();
            call.Batch.Sums.ShouldHaveSingleItem().Work.ShouldBe(long.MaxValue);
            call.Answer(AppendResult.Committed);
        }

        (await first.Soon()).ShouldBe(ShareReceipt.Recorded);
        (await second.Soon()).ShouldBe(ShareReceipt.Recorded);
    }

    [Fact]
    public async Task Rejected_shares_of_any_difficulty_cannot_overflow_a_sum()
    {
        await using var outbox = await Start();
        for (var i = 0; i < 3; i++)
        {
            _ = outbox.Record(Make.Share("a", long.MaxValue, long.MaxValue, ShareOutcome.LowDifficulty));
        }

        _clock.Advance(_options.GatherDelay);
        var call = await _sink.Next();
        call.Batch.Sums.ShouldBe([Sum("a", ShareOutcome.LowDifficulty, 3, 0, 0)]);
        call.Answer(AppendResult.Committed);
    }

    [Fact]
    public async Task Draining_sends_what_waits_and_takes_nothing_more()
    {
        await using var outbox = await Start();
        var receipt = outbox.Record(Make.Share());
        var drain = outbox.Drain(TimeSpan.FromSeconds(5));
        (await outbox.Record(Make.Share()).Soon()).ShouldBe(ShareReceipt.Full);

        (await _sink.Next()).Answer(AppendResult.Committed);
        (await drain.Soon()).ShouldBeTrue();
        (await receipt.Soon()).ShouldBe(ShareReceipt.Recorded);
    }

    [Fact]
    public async Task Draining_gives_up_at_its_deadline_and_what_has_no_answer_is_not_acknowledged()
    {
        var outbox = await Start();
        var sent = outbox.Record(Make.Block(1));
        var waits = outbox.Record(Make.Share());
        await _sink.Next();
        var drain = outbox.Drain(TimeSpan.FromSeconds(5));
        await _clock.WhenTimersArmed(1).Soon();
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await drain.Soon()).ShouldBeFalse();

        await outbox.DisposeAsync();
        sent.IsCanceled.ShouldBeTrue();
        waits.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task A_store_that_cannot_register_the_start_stops_it()
    {
        _sink.RegisterFailures.Enqueue(new IOException("away"));
        await Should.ThrowAsync<IOException>(() => Start());
    }

    [Fact]
    public async Task An_option_out_of_range_is_refused_by_name_value_and_range()
    {
        var refusal = await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Start(_options with { MaxWaiting = 0 }));
        refusal.Message.ShouldContain("MaxWaiting is 0: set it between 1 and 10000000");
    }

    private Task<ShareOutbox> Start(ShareOutboxOptions? options = null) =>
        ShareOutbox.Start(_sink, _witness.Signals, options ?? _options, _clock, CancellationToken.None);

    private static ShareSum Sum(string worker, ShareOutcome outcome, long count, long work, long effort) =>
        new("miner", worker, Core.Rewards.RewardScheme.Pplns, outcome, count, work, effort);

    private static void OnlyCandidate(ShareBatch batch, Guid startId)
    {
        batch.StartId.ShouldBe(startId);
        batch.Sequence.ShouldBe(1);
        batch.Candidate!.Hash.ShouldBe(Make.Hash(9));
        batch.Sums.ShouldBe([Sum("finder", ShareOutcome.BlockCandidate, 1, 1_000, 10)]);
    }
}

using System.Collections.Concurrent;
using Pool.Core.Blocks;
using Pool.Core.Chain;
using Pool.Core.Stats;
using Pool.Core.Tests.Flows;
using Pool.Core.Tests.Shares;
using Pool.Testing;

namespace Pool.Core.Tests.Blocks;

public sealed class BlockSubmitterTests
{
    private static readonly BlockCandidate Candidate = Make.Candidate(5);

    private readonly FakeClock _clock = new();
    private readonly Witness _witness = new();
    private readonly ScriptedDaemon _first = new("first");
    private readonly ScriptedDaemon _second = new("second");
    private readonly RefusalJournal _journal = new();
    private readonly BlockSubmitterOptions _options = new();

    [Fact]
    public async Task A_candidate_goes_to_every_node_at_once_with_its_bytes()
    {
        await using var submitter = Start();
        // Each node answers only when both were asked.
        var asked = new ConcurrentBag<byte[]>();
        var both = new TaskCompletionSource();
        Task<SubmitResult> Meet(ReadOnlyMemory<byte> blob)
        {
            asked.Add(blob.ToArray());
            if (asked.Count == 2)
            {
                both.TrySetResult();
            }

            return both.Task.ContinueWith(_ => new SubmitResult(null), TaskScheduler.Default);
        }

        _first.OnSubmit = Meet;
        _second.OnSubmit = Meet;
        submitter.Submit(Candidate);
        await Drained(submitter);

        asked.ShouldAllBe(blob => blob.SequenceEqual(Candidate.Blob.ToArray()));
        Submitted().ShouldBe([("first", null), ("second", null)], ignoreOrder: true);
        _journal.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Submitting_returns_before_any_node_has_answered()
    {
        await using var submitter = Start();
        var answer = new TaskCompletionSource<SubmitResult>();
        _first.OnSubmit = _ => answer.Task;
        submitter.Submit(Candidate);
        answer.SetResult(new SubmitResult(null));
        await Drained(submitter);
        Submitted().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_candidate_that_every_node_refused_is_booked_with_each_ones_words()
    {
        await using var submitter = Start();
        _journal.Knows = true;
        Refuse(_first, "Block not accepted");
        Refuse(_second, "Wrong block blob");
        submitter.Submit(Candidate);
        await Drained(submitter);
        _journal.Refusals.ShouldBe([(Candidate.Hash, "first: Block not accepted; second: Wrong block blob")]);
        Submitted().ShouldBe([("first", "Block not accepted"), ("second", "Wrong block blob")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_candidate_that_one_node_took_is_not_booked_as_refused()
    {
        await using var submitter = Start();
        _journal.Knows = true;
        Refuse(_first, "Block not accepted");
        submitter.Submit(Candidate);
        await Drained(submitter);
        _journal.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_waits_until_the_journal_has_the_candidate_and_answers()
    {
        await using var submitter = Start();
        Refuse(_first, "no");
        Refuse(_second, "no");
        _journal.Failures = 2;
        submitter.Submit(Candidate);
        for (var tries = 1; tries <= 4; tries++)
        {
            await _clock.WhenTimersArmed(1).Soon();
            _journal.Refusals.ShouldBeEmpty();
            _journal.Knows = tries == 4;
            _clock.Advance(_options.JournalRetry.After(tries));
        }

        await Drained(submitter);
        _journal.Refusals.Count.ShouldBe(1);
        _journal.Asked.ShouldBe(5);
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_booked_for_too_long_is_an_alarm()
    {
        await using var submitter = Start();
        Refuse(_first, "no");
        Refuse(_second, "no");
        submitter.Submit(Candidate);
        var drained = Drained(submitter);
        while (!drained.IsCompleted)
        {
            // Two timers: the drain's deadline and the pause before the next try.
            await Task.WhenAny(_clock.WhenTimersArmed(2), drained).Soon();
            _clock.Advance(_options.JournalRetry.Longest);
        }

        await drained;
        _witness.Alarms.ShouldHaveSingleItem().ShouldContain("the journal has not got the candidate");
    }

    [Fact]
    public async Task A_node_that_is_away_is_tried_again_after_growing_pauses()
    {
        await using var submitter = Start();
        var tries = 0;
        _first.OnSubmit = _ => ++tries < 4
            ? Task.FromException<SubmitResult>(_first.Away())
            : Task.FromResult(new SubmitResult(null));
        submitter.Submit(Candidate);
        for (var failures = 1; failures <= 3; failures++)
        {
            await _clock.WhenTimersArmed(1).Soon();
            tries.ShouldBe(failures);
            _clock.Advance(_options.Retry.After(failures));
        }

        await Drained(submitter);
        tries.ShouldBe(4);
        Submitted().ShouldBe([("first", null), ("second", null)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refusal_after_a_try_without_an_answer_proves_nothing()
    {
        await using var submitter = Start();
        // The node may have taken the block and lost only its answer: it refuses what it has already.
        _journal.Knows = true;
        var tries = 0;
        _first.OnSubmit = _ => ++tries == 1
            ? Task.FromException<SubmitResult>(new HttpRequestException("timed out"))
            : Task.FromResult(new SubmitResult("Block not accepted"));
        Refuse(_second, "Block not accepted");
        submitter.Submit(Candidate);
        await _clock.WhenTimersArmed(1).Soon();
        _clock.Advance(_options.Retry.First);
        await Drained(submitter);
        _journal.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_stays_away_is_given_up_after_its_tries()
    {
        await using var submitter = Start();
        _journal.Knows = true;
        Refuse(_second, "no");
        var tries = 0;
        _first.OnSubmit = _ =>
        {
            tries++;
            return Task.FromException<SubmitResult>(_first.Away());
        };
        submitter.Submit(Candidate);
        for (var failures = 1; failures < _options.Tries; failures++)
        {
            await _clock.WhenTimersArmed(1).Soon();
            _clock.Advance(_options.Retry.After(failures));
        }

        await Drained(submitter);
        tries.ShouldBe(_options.Tries);
        Submitted().ShouldContain(("first", "no answer in 12 tries: daemon first: connection refused"));
        _journal.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Draining_gives_up_at_its_deadline()
    {
        await using var submitter = Start();
        _first.OnSubmit = _ => new TaskCompletionSource<SubmitResult>().Task;
        submitter.Submit(Candidate);
        var drain = submitter.Drain(TimeSpan.FromSeconds(3));
        await _clock.WhenTimersArmed(1).Soon();
        _clock.Advance(TimeSpan.FromSeconds(3));
        (await drain.Soon()).ShouldBeFalse();
    }

    private BlockSubmitter Start() => new([_first, _second], _journal, _options, _witness.Signals, _clock);

    private static async Task Drained(BlockSubmitter submitter) => (await submitter.Drain(TimeSpan.FromDays(1)).Soon()).ShouldBeTrue();

    private List<(string Daemon, string? Refusal)> Submitted() =>
        [.. _witness.Heard.OfType<LiveEvent.BlockSubmitted>().Select(told => (told.Daemon, told.Refusal))];

    private static void Refuse(ScriptedDaemon daemon, string words) =>
        daemon.OnSubmit = _ => Task.FromResult(new SubmitResult(words));
}

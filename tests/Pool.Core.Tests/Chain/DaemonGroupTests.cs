using Pool.Core.Chain;
using Pool.Core.Tests.Flows;
using Pool.Core.Tests.Shares;
using Pool.Testing;

namespace Pool.Core.Tests.Chain;

public sealed class DaemonGroupTests
{
    private readonly FakeClock _clock = new();
    private readonly Witness _witness = new();
    private readonly ScriptedDaemon _first = new("first");
    private readonly ScriptedDaemon _second = new("second");
    private readonly ScriptedDaemon _third = new("third");
    private readonly DaemonGroup _group;

    public DaemonGroupTests() => _group = new DaemonGroup([_first, _second, _third], new(), _witness.Signals, _clock);

    [Fact]
    public async Task The_highest_node_is_best_and_between_equals_the_operators_first_choice()
    {
        _third.At(101);
        await Refresh();
        Names().ShouldBe(["third", "first", "second"]);
        _group.Best!.Height.ShouldBe(101);
        _group.All.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_node_that_lags_by_more_than_is_allowed_is_not_asked_until_it_has_caught_up()
    {
        _first.At(97);
        _second.At(98);
        await Refresh();
        Names().ShouldBe(["third", "second"]);

        // Whichever answered first: from the second time on the board says it, too.
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Refresh();
        _witness.Part("daemon first").Text.ShouldContain("at height 97 while another node is at 100");

        _first.At(100);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Refresh();
        Names().ShouldBe(["first", "third", "second"]);
        _witness.Part("daemon first").Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_whose_own_chain_became_shorter_is_not_behind_itself()
    {
        var group = new DaemonGroup([_first], new(), _witness.Signals, _clock);
        await group.Refresh(false, CancellationToken.None).Soon();
        _first.At(50);
        await group.Refresh(false, CancellationToken.None).Soon();
        group.Best!.Height.ShouldBe(50);
    }

    [Fact]
    public async Task A_node_that_is_not_synchronised_is_not_asked()
    {
        _first.At(100, synchronized: false);
        await Refresh();
        Names().ShouldBe(["second", "third"]);
        _witness.Part("daemon first").Text.ShouldContain("not synchronised: at height 100");
        _witness.Part("daemon").Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_dead_node_is_left_alone_for_longer_and_longer_and_told_of_once()
    {
        _first.Dies();
        await Refresh();
        _first.InfoCalls.ShouldBe(1);
        await Refresh();
        _first.InfoCalls.ShouldBe(1);

        var calls = 1;
        foreach (var pause in new[] { 1, 2, 4, 8, 10, 10 })
        {
            _clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(1));
            await Refresh();
            _first.InfoCalls.ShouldBe(calls);
            _clock.Advance(TimeSpan.FromTicks(1));
            await Refresh();
            _first.InfoCalls.ShouldBe(++calls);
        }

        _witness.Alarms.ShouldHaveSingleItem().ShouldContain("connection refused");
        _witness.Part("daemon first").Critical.ShouldBeFalse();
        _witness.Health.Ready.ShouldBeTrue();
    }

    [Fact]
    public async Task A_forced_refresh_asks_a_node_that_was_left_alone()
    {
        _first.Dies();
        await Refresh();
        _first.At(100);
        await _group.Refresh(true, CancellationToken.None).Soon();
        Names()[0].ShouldBe("first");
        _witness.AllClears.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_node_does_not_hold_up_the_others_and_is_not_asked_twice()
    {
        var slow = new TaskCompletionSource<DaemonInfo>();
        _first.OnInfo = () => slow.Task;
        var answered = new SemaphoreSlim(0);
        _group.Changed += () => answered.Release();
        var refresh = Refresh();
        await answered.WaitAsync().Soon();
        _group.Ranked().ShouldNotBeEmpty();
        refresh.IsCompleted.ShouldBeFalse();

        var again = _group.Refresh(false, CancellationToken.None);
        slow.SetException(_first.Away());
        await Task.WhenAll(refresh, again).Soon();
        _first.InfoCalls.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_of_the_tip_is_announced_and_an_unchanged_one_is_not()
    {
        await Refresh();
        var changes = 0;
        _group.Changed += () => Interlocked.Increment(ref changes);
        await Refresh();
        changes.ShouldBe(0);
        _second.At(101);
        await Refresh();
        changes.ShouldBe(1);
        _second.At(101, variant: 1);
        await Refresh();
        changes.ShouldBe(2);
    }

    [Fact]
    public async Task A_question_goes_to_the_next_node_when_the_best_cannot_be_asked()
    {
        await Refresh();
        _first.OnHash = _ => Task.FromException<Hash32?>(_first.Away());
        (await Ask()).ShouldBe(Make.Hash(7));
    }

    [Fact]
    public async Task The_first_question_finds_out_which_nodes_are_well_by_itself()
    {
        _first.Dies();
        (await Ask()).ShouldBe(Make.Hash(7));
        (await _group.AskHash(7, CancellationToken.None).Soon()).Answers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Answers_that_are_too_old_are_not_relied_on()
    {
        await Refresh();
        _clock.Advance(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(1));
        _group.Ranked().ShouldBeEmpty();
        (await Ask()).ShouldBe(Make.Hash(7));
    }

    [Fact]
    public async Task When_no_node_is_well_the_question_fails_with_what_is_wrong_with_each()
    {
        _first.Dies();
        _second.At(100, synchronized: false);
        _third.OnInfo = () => Task.FromException<DaemonInfo>(new InvalidOperationException("a client's bug"));
        var failure = await Should.ThrowAsync<DaemonUnavailableException>(Ask);
        failure.Message.ShouldContain("first daemon first: connection refused");
        failure.Message.ShouldContain("second is not synchronised");
        failure.Message.ShouldContain("third a client's bug");
        _group.Best.ShouldBeNull();
        _witness.Part("daemon").Ok.ShouldBeFalse();
        _witness.Health.Ready.ShouldBeFalse();
    }

    [Fact]
    public async Task Before_any_answer_the_process_is_not_ready_and_there_is_no_alarm()
    {
        _witness.Health.Ready.ShouldBeFalse();
        _witness.Alarms.ShouldBeEmpty();
        await Refresh();
        _witness.Health.Ready.ShouldBeTrue();
    }

    [Fact]
    public async Task Nodes_that_say_the_same_agree()
    {
        var verdict = await _group.AskHash(7, CancellationToken.None).Soon();
        verdict.Agreed.ShouldBeTrue();
        verdict.Value.ShouldBe(Make.Hash(7));
        verdict.Answers.Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_node_that_says_otherwise_or_has_no_block_there_is_a_disagreement()
    {
        _third.OnHash = _ => Task.FromResult<Hash32?>(null);
        var verdict = await _group.AskHash(7, CancellationToken.None).Soon();
        verdict.Agreed.ShouldBeFalse();
        verdict.Silent.ShouldBeFalse();
        verdict.ToString().ShouldContain("third says nothing");
        Should.Throw<InvalidOperationException>(() => verdict.Value);
    }

    [Fact]
    public async Task Nodes_that_cannot_be_asked_are_named_and_silence_is_no_agreement()
    {
        await Refresh();
        foreach (var daemon in new[] { _first, _second, _third })
        {
            daemon.OnHash = _ => Task.FromException<Hash32?>(daemon.Away());
        }

        var verdict = await _group.AskHash(7, CancellationToken.None).Soon();
        verdict.Silent.ShouldBeTrue();
        verdict.Agreed.ShouldBeFalse();
        verdict.Problems.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_forced_refresh_asks_once_more_when_an_older_answer_is_on_its_way()
    {
        var older = new TaskCompletionSource<DaemonInfo>();
        var asked = new TaskCompletionSource();
        _first.OnInfo = () =>
        {
            asked.SetResult();
            return older.Task;
        };
        var refresh = Refresh();
        await asked.Task.Soon();
        var stale = await new ScriptedDaemon().OnInfo();
        _first.At(101);
        var forced = _group.Refresh(true, CancellationToken.None);
        _ = _group.Refresh(true, CancellationToken.None);
        older.SetResult(stale);
        await Task.WhenAll(refresh, forced).Soon();
        _group.Best!.Height.ShouldBe(101);
        _first.InfoCalls.ShouldBe(2);
    }

    [Fact]
    public async Task A_cancelled_question_how_a_node_is_says_nothing_of_it_and_can_be_asked_again()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _group.Refresh(false, cancel.Token).Soon());
        _group.Ranked().ShouldBeEmpty();
        _witness.Alarms.ShouldBeEmpty();
        await Refresh();
        Names()[0].ShouldBe("first");
    }

    [Fact]
    public void A_group_without_nodes_or_with_one_twice_is_refused()
    {
        Should.Throw<ArgumentException>(() => new DaemonGroup([], new(), _witness.Signals, _clock));
        Should.Throw<ArgumentException>(() => new DaemonGroup([_first, _first], new(), _witness.Signals, _clock));
    }

    private Task Refresh() => _group.Refresh(false, CancellationToken.None).Soon();

    private Task<Hash32?> Ask() =>
        _group.Ask((daemon, cancel) => daemon.GetBlockHash(7, cancel), CancellationToken.None).Soon();

    private List<string> Names() => [.. _group.Ranked().Select(daemon => daemon.Name)];
}

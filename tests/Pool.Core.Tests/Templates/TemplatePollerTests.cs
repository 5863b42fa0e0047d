using System.Diagnostics.Metrics;
using Pool.Core.Chain;
using Pool.Core.Templates;
using Pool.Core.Tests.Flows;
using Pool.Core.Tests.Shares;
using Pool.Testing;

namespace Pool.Core.Tests.Templates;

public sealed class TemplatePollerTests
{
    private readonly FakeClock _clock = new();
    private readonly Witness _witness = new();
    private readonly ScriptedDaemon _daemon = new("first");
    private readonly ScriptedDaemon _other = new("other");
    private readonly FakeReader _reader = new();
    private readonly TemplatePollerOptions _options = new();
    private readonly DaemonGroup _group;
    private readonly TemplatePoller _poller;

    public TemplatePollerTests()
    {
        _other.Dies();
        _group = new DaemonGroup([_daemon, _other], new(), _witness.Signals, _clock);
        _poller = new TemplatePoller(
            _group, _reader, new Activations(), "pool address", _options, _witness.Signals, _clock);
    }

    [Fact]
    public async Task The_first_template_is_published_as_soon_as_a_node_is_known_to_be_well()
    {
        _poller.News.Fresh.ShouldBeFalse();
        _witness.Health.Ready.ShouldBeFalse();
        var news = await Begin();
        news.Fresh.ShouldBeTrue();
        news.Template!.Height.ShouldBe(100);
        news.Template.Id.ShouldBe(new TemplateId(7, 1));
        _daemon.AskedAddress.ShouldBe("pool address");
        _daemon.AskedReserve.ShouldBe(ExtraNonce.Size);
        _poller.News.ShouldBe(news);
        _witness.Part("template").Text.ShouldBe("height 100 by first");
    }

    [Fact]
    public async Task A_later_activation_numbers_its_news_above_all_of_its_predecessors()
    {
        var news = await Begin();
        news.Version.ShouldBe((7L << 32) + 1);
    }

    [Fact]
    public async Task The_same_template_is_not_published_again()
    {
        var news = await Begin();
        for (var polls = 0; polls < 40; polls++)
        {
            await PollAgain();
        }

        _poller.News.ShouldBeSameAs(news);
        _reader.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_height_is_published_at_the_next_poll()
    {
        var news = await Begin();
        _daemon.At(101);
        var next = await NewsAfter(news, _options.PollInterval);
        next.Template!.Height.ShouldBe(101);
        next.Template.Id.ShouldBe(new TemplateId(7, 2));
        next.Version.ShouldBeGreaterThan(news.Version);
    }

    [Fact]
    public async Task From_the_notification_to_the_published_template_the_time_is_measured_and_only_when_there_is_one()
    {
        var news = await Begin();
        var measured = new List<double>();
        using var listener = Listen("pool.template.latency", measured.Add);
        _poller.Nudge();
        await Poll();
        measured.ShouldBeEmpty();

        _daemon.At(101);
        _poller.Nudge();
        _clock.Advance(TimeSpan.FromMilliseconds(3));
        await Poll();
        _poller.News.Version.ShouldBeGreaterThan(news.Version);
        measured.ShouldBe([0.003]);
    }

    [Fact]
    public async Task A_reorganisation_at_the_same_height_is_new_work()
    {
        var news = await Begin();
        _daemon.At(100, variant: 1);
        var next = await Nudged(news);
        next.Template!.Height.ShouldBe(100);
        next.Template.PreviousHash.ShouldNotBe(news.Template!.PreviousHash);
    }

    [Fact]
    public async Task A_reorganisation_to_a_lower_height_is_new_work()
    {
        var news = await Begin();
        _daemon.At(99);
        (await Nudged(news)).Template!.Height.ShouldBe(99);
    }

    [Fact]
    public async Task Another_seed_is_new_work()
    {
        var news = await Begin();
        _daemon.Offers(Raw() with { SeedHash = Make.Hash(-2) });
        (await Nudged(news)).Template!.SeedHash.ShouldBe(Make.Hash(-2));
    }

    [Fact]
    public async Task Another_difficulty_is_new_work()
    {
        var news = await Begin();
        _daemon.Offers(Raw() with { Difficulty = 6_000 });
        (await Nudged(news)).Template!.Difficulty.ShouldBe(6_000);
    }

    [Fact]
    public async Task New_transactions_at_the_same_height_wait_for_the_refresh_interval()
    {
        var news = await Begin();
        _daemon.Offers(Raw() with { Blob = [2], ExpectedReward = 700 });
        var polls = (int)(_options.RefreshInterval / _options.PollInterval) - 1;
        for (var i = 0; i < polls; i++)
        {
            await PollAgain();
        }

        _poller.News.ShouldBeSameAs(news);
        (await NewsAfter(news, _options.PollInterval)).Template!.ExpectedReward.ShouldBe(700);
    }

    [Fact]
    public async Task A_node_on_a_higher_block_is_asked_instead()
    {
        var news = await Begin();
        _other.At(101);
        (await Nudged(news)).Template!.Height.ShouldBe(101);
        _other.TemplateCalls.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task When_the_best_node_gives_no_template_the_next_one_is_asked()
    {
        var news = await Begin();
        _other.At(101);
        _other.OnTemplate = () => Task.FromException<RawTemplate>(_other.Away());
        _daemon.At(100, variant: 1);
        (await Nudged(news)).Template!.PreviousHash.ShouldBe(Make.Hash(1_100));
    }

    [Fact]
    public async Task Work_stays_fresh_through_a_short_outage_and_a_long_one_is_told_once_and_ends_by_itself()
    {
        var news = await Begin();
        _daemon.Dies();
        _witness.Alarms.Count.ShouldBe(1, "the other node is dead");
        for (var waited = _options.PollInterval; waited < _options.Patience; waited += _options.PollInterval)
        {
            await PollAgain();
        }

        _poller.News.ShouldBeSameAs(news);
        var outage = await NewsAfter(news, _options.PollInterval);
        outage.Fresh.ShouldBeFalse();
        outage.Template.ShouldBe(news.Template);
        outage.Problem!.ShouldContain("first daemon first: connection refused");
        _witness.Part("template").Ok.ShouldBeFalse();

        for (var polls = 0; polls < 60; polls++)
        {
            await PollAgain();
        }

        _poller.News.ShouldBeSameAs(outage);
        TemplateAlarms().ShouldHaveSingleItem();

        _daemon.At(100);
        var back = await NewsAfter(outage, TimeSpan.FromSeconds(10));
        back.Fresh.ShouldBeTrue();
        back.Template!.Height.ShouldBe(100);
        _witness.AllClears.Count(text => text.StartsWith("template", StringComparison.Ordinal)).ShouldBe(1);
        _witness.Part("template").Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_falls_out_of_sync_counts_as_an_outage()
    {
        var news = await Begin();
        _daemon.At(90, synchronized: false);
        _daemon.OnTemplate = () => Task.FromException<RawTemplate>(_daemon.Away());
        var outage = await NewsAfter(news, TimeSpan.FromSeconds(30));
        outage.Problem!.ShouldContain("not synchronised");
    }

    [Fact]
    public async Task A_notification_brings_a_node_back_before_its_pause_is_over()
    {
        var news = await Begin();
        _daemon.Dies();
        var outage = await NewsAfter(news, TimeSpan.FromSeconds(60));
        _daemon.At(101);
        (await Nudged(outage)).Template!.Height.ShouldBe(101);
    }

    [Fact]
    public async Task A_template_that_fails_our_checks_is_never_work_and_is_told_at_once()
    {
        var news = await Begin();
        _reader.Refusal = "it pays somebody else";
        _daemon.At(101);
        var refused = await Nudged(news);
        refused.Fresh.ShouldBeFalse();
        refused.Problem!.ShouldContain("first: it pays somebody else");
        refused.Template!.Height.ShouldBe(100);
        await PollAgain();
        await PollAgain();
        TemplateAlarms().ShouldHaveSingleItem();

        _reader.Refusal = null;
        var good = await NewsAfter(refused, _options.PollInterval);
        good.Fresh.ShouldBeTrue();
        good.Template!.Id.ShouldBe(new TemplateId(7, 2));
    }

    [Fact]
    public async Task A_node_whose_template_fails_our_checks_leaves_the_work_to_the_next_node()
    {
        var news = await Begin();
        _reader.RefusedHeight = 102;
        _other.At(102);
        _daemon.At(101);
        (await Nudged(news)).Template!.Height.ShouldBe(101);
        TemplateAlarms().ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_news_the_same_again_is_answered_after_the_long_polls_bound()
    {
        var news = await Begin();
        var timers = _clock.ArmedTimers;
        var wait = _poller.WaitForTemplate(news.Version, CancellationToken.None);
        await _clock.WhenTimersArmed(timers + 1).Soon();
        wait.IsCompleted.ShouldBeFalse();
        _clock.Advance(_options.LongPoll);
        (await wait.Soon()).ShouldBe(news);
    }

    [Fact]
    public async Task Waiting_ends_when_the_caller_goes()
    {
        var news = await Begin();
        using var gone = new CancellationTokenSource();
        var wait = _poller.WaitForTemplate(news.Version, gone.Token);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => wait.Soon());
    }

    [Fact]
    public async Task A_store_without_activation_numbers_stops_the_poller_at_its_start()
    {
        var group = new DaemonGroup([_daemon], new(), _witness.Signals, _clock);
        var poller = new TemplatePoller(
            group, _reader, new NoActivations(), "pool address", _options, _witness.Signals, _clock);
        await Should.ThrowAsync<IOException>(() => poller.Run(CancellationToken.None).Soon());
    }

    private async Task<TemplateNews> Begin()
    {
        await _poller.Start(CancellationToken.None);
        await Poll();
        return _poller.News;
    }

    private async Task<TemplateNews> Nudged(TemplateNews after)
    {
        _poller.Nudge();
        await Poll();
        _poller.News.Version.ShouldBeGreaterThan(after.Version);
        return _poller.News;
    }

    /// <summary>Moves the clock poll by poll until there is news.</summary>
    private async Task<TemplateNews> NewsAfter(TemplateNews after, TimeSpan within)
    {
        for (var waited = TimeSpan.Zero; waited < within && _poller.News.Version == after.Version; waited += _options.PollInterval)
        {
            await PollAgain();
        }

        _poller.News.Version.ShouldBeGreaterThan(after.Version);
        return _poller.News;
    }

    private Task PollAgain()
    {
        _clock.Advance(_options.PollInterval);
        return Poll();
    }

    /// <summary>A poll, the nodes' answers how they are, and the poll that these wake.</summary>
    private async Task Poll()
    {
        await _poller.Poll(CancellationToken.None).Soon();
        await _group.Refresh(false, CancellationToken.None).Soon();
        await _poller.Poll(CancellationToken.None).Soon();
        await _group.Refresh(false, CancellationToken.None).Soon();
    }

    private static RawTemplate Raw() => new([1], 100, 5_000, Make.Hash(100), 130, Make.Hash(-1), null, 600);

    private List<string> TemplateAlarms() =>
        [.. _witness.Alarms.Where(text => text.StartsWith("template", StringComparison.Ordinal))];

    private MeterListener Listen(string instrument, Action<double> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (found, self) =>
            {
                if (found.Meter == _witness.Signals.Meter && found.Name == instrument)
                {
                    self.EnableMeasurementEvents(found);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => measured(value));
        listener.Start();
        return listener;
    }
}

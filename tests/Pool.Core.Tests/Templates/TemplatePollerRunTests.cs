using Pool.Core.Chain;
using Pool.Core.Templates;
using Pool.Core.Tests.Flows;
using Pool.Testing;

namespace Pool.Core.Tests.Templates;

/// <summary>The poller's own loop: what wakes it.</summary>
public sealed class TemplatePollerRunTests : IAsyncLifetime, IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly ScriptedDaemon _daemon = new("first");
    private readonly ScriptedDaemon _other = new("other");
    private readonly TemplatePollerOptions _options = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TemplatePoller _poller;
    private Task _run = Task.CompletedTask;

    public TemplatePollerRunTests()
    {
        var signals = new Witness().Signals;
        var group = new DaemonGroup([_daemon, _other], new(), signals, _clock);
        _poller = new TemplatePoller(group, new FakeReader(), new Activations(), "pool address", _options, signals, _clock);
    }

    public Task InitializeAsync()
    {
        _run = _poller.Run(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _run.Soon());
    }

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task It_begins_by_itself()
    {
        (await After(0)).Template!.Height.ShouldBe(100);
    }

    [Fact]
    public async Task The_timer_wakes_it()
    {
        var news = await After(0);
        _daemon.At(101);
        _clock.Advance(_options.PollInterval);
        (await After(news.Version)).Template!.Height.ShouldBe(101);
    }

    [Fact]
    public async Task A_nudge_wakes_it_while_the_clock_stands_still()
    {
        var news = await After(0);
        _daemon.At(101);
        _poller.Nudge();
        (await After(news.Version)).Template!.Height.ShouldBe(101);
    }

    [Fact]
    public async Task Another_nodes_higher_chain_wakes_it()
    {
        var news = await After(0);
        _other.At(101);
        _poller.Nudge();
        (await After(news.Version)).Template!.Height.ShouldBe(101);
    }

    [Fact]
    public async Task A_slow_other_node_does_not_hold_up_a_template()
    {
        var news = await After(0);
        var never = new TaskCompletionSource<DaemonInfo>();
        _other.OnInfo = () => never.Task;
        for (var height = 101; height < 105; height++)
        {
            _daemon.At(height);
            _poller.Nudge();
            news = await After(news.Version);
            news.Template!.Height.ShouldBe(height);
        }

        never.SetException(_other.Away());
    }

    private Task<TemplateNews> After(long version) => _poller.WaitForTemplate(version, CancellationToken.None).Soon();
}

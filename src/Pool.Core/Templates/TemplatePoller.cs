using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Pool.Core.Chain;
using Pool.Core.Stats;

namespace Pool.Core.Templates;

/// <summary>
/// Keeps the newest checked template: asks the best node on a timer and at once when nudged, and publishes what is new. When
/// no node gives a template for too long, or it fails our checks, it says so and recovers by itself.
/// </summary>
public sealed class TemplatePoller : ITemplateFeed
{
    // Version = activation × 2^32 + counter: it grows over a new poller's start, as the template's id does. At one change a
    // second a counter lasts 136 years.
    private const int CounterBits = 32;

    private const long NotNudged = long.MinValue;

    private readonly DaemonGroup _daemons;
    private readonly ITemplateReader _reader;
    private readonly IActivations _activations;
    private readonly string _address;
    private readonly TemplatePollerOptions _options;
    private readonly TimeProvider _clock;
    private readonly TemplateBoard _board;
    private readonly HealthPart _health;
    private readonly Histogram<double> _latency;

    // One wake-up waiting is enough: the poll that it starts sees everything that happened before.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private Task _refresh = Task.CompletedTask;
    private long _activation;
    private long _version;
    private long _templates;
    private long _nudgedAt = NotNudged;
    private long _lastGoodAt;
    private long _publishedAt;
    private RawTemplate? _raw;

    /// <param name="address">The pool's address, which every template must pay.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TemplatePoller(
        DaemonGroup daemons,
        ITemplateReader reader,
        IActivations activations,
        string address,
        TemplatePollerOptions options,
        PoolSignals signals,
        TimeProvider clock)
    {
        _daemons = daemons;
        _reader = reader;
        _activations = activations;
        _address = address;
        _options = options.Checked();
        _clock = clock;
        _board = new TemplateBoard(clock, options.LongPoll);
        _health = new HealthPart(signals, "template");
        _health.Starting("no template yet");
        _latency = signals.Meter.CreateHistogram<double>(
            "pool.template.latency", "s", "From a node's notification to the published template");
    }

    /// <summary>The newest news, without waiting.</summary>
    public TemplateNews News => _board.News;

    /// <inheritdoc/>
    public Task<TemplateNews> WaitForTemplate(long after, CancellationToken cancel) => _board.WaitFor(after, cancel);

    /// <summary>A node says that its chain or its pool has changed: ask now. Returns at once, from any thread.</summary>
    public void Nudge()
    {
        Interlocked.CompareExchange(ref _nudgedAt, _clock.GetTimestamp(), NotNudged);
        Wake();
    }

    /// <summary>Starts, then polls on the timer and when nudged, until cancelled.</summary>
    /// <exception cref="Exception">The store gives no activation number: whatever it throws.</exception>
    public async Task Run(CancellationToken cancel)
    {
        await Start(cancel);
        _daemons.Changed += Wake;
        await using var timer = _clock.CreateTimer(_ => Wake(), null, _options.PollInterval, _options.PollInterval);
        try
        {
            Wake();
            await foreach (var _ in _wake.Reader.ReadAllAsync(cancel))
            {
                await Poll(cancel);
            }
        }
        finally
        {
            _daemons.Changed -= Wake;
            await _refresh.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Draws the activation number; before the first <see cref="Poll"/>.</summary>
    public async Task Start(CancellationToken cancel)
    {
        _activation = await _activations.NextTemplateActivation(cancel);
        _lastGoodAt = _clock.GetTimestamp();
    }

    /// <summary>Asks once and publishes what is new. One call at a time.</summary>
    public async Task Poll(CancellationToken cancel)
    {
        // How the nodes are is asked beside the template, never before it; what changes there wakes the next poll.
        var nudgedAt = Interlocked.Exchange(ref _nudgedAt, NotNudged);
        _refresh = _daemons.Refresh(force: nudgedAt != NotNudged, cancel);
        var before = _templates;
        await AskForTemplate(cancel);
        if (nudgedAt != NotNudged && _templates != before)
        {
            _latency.Record(_clock.GetElapsedTime(nudgedAt).TotalSeconds);
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task AskForTemplate(CancellationToken cancel)
    {
        var refusals = new List<string>();
        foreach (var daemon in _daemons.Ranked())
        {
            try
            {
                var raw = await daemon.GetBlockTemplate(_address, ExtraNonce.Size, cancel);
                if (Take(raw, out var problem))
                {
                    _health.Good($"height {raw.Height} by {daemon.Name}");
                    return;
                }

                refusals.Add($"{daemon.Name}: {problem}");
            }
            catch (DaemonUnavailableException)
            {
                // The next node is asked; if there is none, patience decides.
            }
        }

        Complain(refusals);
    }

    /// <summary>Publishes a template that is news.</summary>
    /// <returns>False when it fails our checks.</returns>
    private bool Take(RawTemplate raw, out string? problem)
    {
        problem = null;
        if (IsBehind(raw))
        {
            problem = $"it is at height {raw.Height}, and the work given out is for {_raw!.Height}";
            return false;
        }

        if (IsNews(raw))
        {
            var template = _reader.Read(raw, new TemplateId(_activation, _templates + 1), out problem);
            if (template is null)
            {
                return false;
            }

            _templates++;
            _raw = raw;
            _publishedAt = _clock.GetTimestamp();
            Publish(template, null);
        }

        _lastGoodAt = _clock.GetTimestamp();
        return true;
    }

    /// <summary>
    /// While the last work is fresh, a lower height is a node that lags, not a reorganisation: those reach the old height or
    /// pass it. Past the patience it is all there is.
    /// </summary>
    private bool IsBehind(RawTemplate raw) =>
        _raw is { } last && raw.Height < last.Height && _board.News.Fresh && _clock.GetElapsedTime(_lastGoodAt) < _options.Patience;

    private bool IsNews(RawTemplate raw)
    {
        if (_raw is not { } last || _board.News.Problem is not null || IsOtherWork(raw, last))
        {
            return true;
        }

        return _clock.GetElapsedTime(_publishedAt) >= _options.RefreshInterval && !raw.Blob.AsSpan().SequenceEqual(last.Blob);
    }

    private static bool IsOtherWork(RawTemplate raw, RawTemplate last) =>
        raw.Height != last.Height
        || raw.PreviousHash != last.PreviousHash
        || raw.SeedHash != last.SeedHash
        || raw.Difficulty != last.Difficulty;

    private void Complain(List<string> refusals)
    {
        if (refusals.Count > 0)
        {
            Fail($"templates fail the pool's checks ({string.Join("; ", refusals)}): "
                + "compare the pool's address, the node's network and its version");
        }
        else if (_clock.GetElapsedTime(_lastGoodAt) >= _options.Patience)
        {
            Fail($"no node gives a template ({_daemons.Problems()}): miners keep their connection and get work when one does");
        }
    }

    private void Fail(string problem)
    {
        _health.Bad(problem);
        var news = _board.News;
        if (news.Problem is null || news.Version == 0)
        {
            Publish(news.Template, problem);
        }
    }

    private void Publish(BlockTemplate? template, string? problem)
    {
        _version++;
        _board.Publish(new TemplateNews((_activation << CounterBits) + _version, template, problem));
    }
}

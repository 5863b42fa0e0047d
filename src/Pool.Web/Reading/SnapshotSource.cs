using Microsoft.Extensions.Logging;
using Pool.Core.Stats;
using Pool.Core.Templates;

namespace Pool.Web.Reading;

/// <summary>
/// Gives the newest snapshot. It is read anew on demand, at most once in <see cref="WebOptions.SnapshotAge"/>, and readers that
/// come meanwhile share one rebuild. A failure is shared for as long.
/// </summary>
internal sealed class SnapshotSource(
    BooksReader books,
    ITemplateFeed templates,
    HealthBoard health,
    WebOptions options,
    TimeProvider time,
    ILogger<SnapshotSource> log) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task<PoolSnapshot>? _reading;
    private long _startedAt;
    private PoolSnapshot? _last;

    /// <exception cref="BooksUnavailableException">The store does not answer.</exception>
    public Task<PoolSnapshot> Get(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_reading is null || (_reading.IsCompleted && time.GetElapsedTime(_startedAt) >= options.SnapshotAge))
            {
                _startedAt = time.GetTimestamp();
                _reading = Rebuild(_stop.Token);
            }

            return _reading.WaitAsync(cancel);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<PoolSnapshot> Rebuild(CancellationToken cancel)
    {
        // Leaves the lock of Get before any work.
        await Task.Yield();
        var read = await ReadAll(cancel);
        if (_last is { } last && read.SaysTheSameAs(last) && read.AsOf - last.AsOf < options.LongestUnchanged)
        {
            return last;
        }

        // By the clock, so that a restarted process never says 304 to what its predecessor numbered.
        return _last = read with { Sequence = Math.Max((_last?.Sequence ?? 0) + 1, read.AsOf.ToUnixTimeMilliseconds()) };
    }

    private async Task<PoolSnapshot> ReadAll(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var network = NetworkView.Of(await ReadNews(cancel));
        var rows = options.DefaultLimit + 1;
        return await books.Read(
            async (queries, token) => new PoolSnapshot(
                0,
                now,
                await queries.ReadOverview(token),
                network,
                await queries.ReadBlocks(null, rows, token),
                [.. (await queries.ReadPayments(null, rows, token)).Select(PaymentView.Of)],
                [.. health.Read().Where(part => !part.Ok).Select(part => new BrokenPart(part.Part, part.Critical))]),
            cancel);
    }

    private async Task<TemplateNews?> ReadNews(CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.NetworkPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await templates.WaitForTemplate(0, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogWarning("pages cannot read the newest template: {Reason}", problem.Message);
            return null;
        }
    }
}

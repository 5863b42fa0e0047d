using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Pool.Core.Stats;

namespace Pool.Web.Reading;

/// <summary>The books could not be read in time; says nothing about what is in them.</summary>
internal sealed class BooksUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The one way to the books: few reads at a time, each with a deadline.</summary>
internal sealed class BooksReader(
    IPoolQueries queries, WebOptions options, TimeProvider time, ILogger<BooksReader> log) : IDisposable
{
    private readonly ConcurrencyLimiter _lanes = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.ConcurrentReads,
        QueueLimit = options.WaitingReads,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <exception cref="BooksUnavailableException">Too many readers, too slow, or the store failed.</exception>
    /// <exception cref="OperationCanceledException">The reader went away.</exception>
    public async Task<T> Read<T>(Func<IPoolQueries, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(options.ReadDeadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            var lane = await _lanes.AcquireAsync(1, both.Token);
            if (!lane.IsAcquired)
            {
                throw new BooksUnavailableException($"more than {options.WaitingReads} readers wait for the books");
            }

            // A store that ignores the token, or blocks its thread, must not hold its reader. It does hold its lane.
            return await Task.Run(() => ReadInLane(lane, read, both.Token), CancellationToken.None).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem) when (problem is not BooksUnavailableException)
        {
            var reason = deadline.IsCancellationRequested
                ? $"no answer within {options.ReadDeadline.TotalSeconds} s"
                : problem.Message;
            log.LogWarning("pages cannot read the books: {Reason}", reason);
            throw new BooksUnavailableException(reason, problem);
        }
    }

    private async Task<T> ReadInLane<T>(
        RateLimitLease lane, Func<IPoolQueries, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using (lane)
        {
            return await read(queries, cancel);
        }
    }

    public void Dispose() => _lanes.Dispose();
}

using System.Diagnostics.Metrics;
using Pool.Core.Chain;
using Pool.Core.Stats;

namespace Pool.Core.Blocks;

/// <summary>
/// Hands block candidates to every node at once, each in its own task, and tries a node that is away again. Only when every
/// node has refused a candidate in so many words is it booked as refused; that a node took it proves nothing.
/// </summary>
public sealed class BlockSubmitter : IBlockSubmitter, IAsyncDisposable
{
    private readonly IReadOnlyList<IDaemon> _daemons;
    private readonly IBlockJournal _journal;
    private readonly BlockSubmitterOptions _options;
    private readonly ILiveEvents _events;
    private readonly TimeProvider _clock;
    private readonly Histogram<double> _begun;
    private readonly Histogram<double> _answered;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public BlockSubmitter(
        IReadOnlyList<IDaemon> daemons,
        IBlockJournal journal,
        BlockSubmitterOptions options,
        PoolSignals signals,
        TimeProvider clock)
    {
        _daemons = daemons;
        _journal = journal;
        _options = options.Checked();
        _events = signals.Events;
        _clock = clock;
        _begun = signals.Meter.CreateHistogram<double>(
            "pool.block.submit.begun", "s", "From the candidate to the moment when a node is called");
        _answered = signals.Meter.CreateHistogram<double>(
            "pool.block.submit.answered", "s", "From the candidate to a node's answer");
    }

    /// <inheritdoc/>
    public void Submit(BlockCandidate candidate)
    {
        var found = _clock.GetTimestamp();
        var task = Task.WhenAll(_daemons.Select(daemon => Task.Run(() => HandIn(daemon, candidate, found))));
        var whole = Conclude(candidate, task);
        lock (_gate)
        {
            _running.Add(whole);
        }

        whole.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until every candidate is handed in and every refusal is booked.</summary>
    /// <returns>True when all is done, false when the deadline passed before.</returns>
    public async Task<bool> Drain(TimeSpan deadline)
    {
        var all = Running();
        await all.WaitAsync(deadline, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return all.IsCompletedSuccessfully;
    }

    /// <summary>Stops at once; <see cref="Drain"/> first. The candidates are in the journal and can be handed in again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Task Running()
    {
        lock (_gate)
        {
            return Task.WhenAll(_running);
        }
    }

    private void Forget(Task done)
    {
        lock (_gate)
        {
            _running.Remove(done);
        }
    }

    /// <returns>The node's refusal, or null when it took the block or may have taken it.</returns>
    private async Task<string?> HandIn(IDaemon daemon, BlockCandidate candidate, long found)
    {
        var problem = "";
        for (var tries = 1; ; tries++)
        {
            try
            {
                Measure(_begun, found, daemon);
                var result = await daemon.SubmitBlock(candidate.Blob, _stop.Token);
                Measure(_answered, found, daemon);
                _events.Tell(new LiveEvent.BlockSubmitted(candidate.Hash, daemon.Name, result.Refusal));

                // A try without an answer may have been taken, and a node refuses what it has already.
                return tries == 1 ? result.Refusal : null;
            }
            catch (Exception failure) when (!_stop.IsCancellationRequested)
            {
                // Whatever a node's client throws, a block is worth another try.
                problem = failure.Message;
            }

            if (tries == _options.Tries)
            {
                _events.Tell(new LiveEvent.BlockSubmitted(candidate.Hash, daemon.Name, $"no answer in {tries} tries: {problem}"));
                return null;
            }

            await Task.Delay(_options.Retry.After(tries), _clock, _stop.Token);
        }
    }

    private void Measure(Histogram<double> histogram, long found, IDaemon daemon) =>
        histogram.Record(_clock.GetElapsedTime(found).TotalSeconds, new KeyValuePair<string, object?>("daemon", daemon.Name));

    private async Task Conclude(BlockCandidate candidate, Task<string?[]> handedIn)
    {
        var refusals = await handedIn;
        if (refusals.All(refusal => refusal is not null))
        {
            var reasons = string.Join("; ", _daemons.Zip(refusals, (daemon, refusal) => $"{daemon.Name}: {refusal}"));
            await BookRefusal(candidate, reasons);
        }
    }

    private async Task BookRefusal(BlockCandidate candidate, string reasons)
    {
        var began = _clock.GetTimestamp();
        var problem = "the journal has not got the candidate";
        for (var tries = 1; _clock.GetElapsedTime(began) < _options.JournalPatience; tries++)
        {
            try
            {
                if (await _journal.Find(candidate.Hash, _stop.Token) is not null)
                {
                    await _journal.MarkRefused(candidate.Hash, reasons, _stop.Token);
                    return;
                }
            }
            catch (Exception failure) when (!_stop.IsCancellationRequested)
            {
                problem = failure.Message;
            }

            await Task.Delay(_options.JournalRetry.After(tries), _clock, _stop.Token);
        }

        _events.Tell(new LiveEvent.Alarm(
            $"block {candidate.Hash} at height {candidate.Height} was refused by every node ({reasons}), but that is not booked: "
            + $"{problem}. It stays a candidate until maturity finds it orphaned."));
    }
}

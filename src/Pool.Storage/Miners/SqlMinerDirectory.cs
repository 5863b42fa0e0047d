using Pool.Core.Miners;
using Pool.Storage.Engine;

namespace Pool.Storage.Miners;

/// <summary>
/// Last difficulties, gathered in memory and written every few seconds. What waits when the process dies is lost, and the
/// worker begins where it began before.
/// </summary>
public sealed class SqlMinerDirectory : IMinerDirectory, IAsyncDisposable
{
    private const string ReadOne = """
        SELECT difficulty FROM worker_difficulty
        WHERE pool = @pool AND worker = @worker
            AND account = (SELECT account FROM account WHERE pool = @pool AND address = @address)
        """;

    private readonly StoreWriter _writer;
    private readonly StoreReader _reader;
    private readonly StoreOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Task _loop;
    private Dictionary<(string Address, string Worker), long> _waiting = [];

    internal SqlMinerDirectory(StoreWriter writer, StoreReader reader, StoreOptions options, TimeProvider time)
    {
        _writer = writer;
        _reader = reader;
        _options = options;
        _loop = Run(time);
    }

    public async Task<long?> GetDifficulty(string address, string worker, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue((address, worker), out var waiting))
            {
                return waiting;
            }
        }

        return await _reader.Read(
            session => session.Find<long?>(ReadOne, new { pool = session.Pool, address, worker }), cancel).ConfigureAwait(false);
    }

    public void RememberDifficulty(string address, string worker, long difficulty)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(difficulty, 1);
        lock (_lock)
        {
            if (_waiting.Count < _options.MaxRemembering || _waiting.ContainsKey((address, worker)))
            {
                _waiting[(address, worker)] = difficulty;
            }
        }
    }

    /// <summary>Writes what waits, now. Addresses without a share yet are not remembered.</summary>
    /// <exception cref="StoreUnavailableException">It goes on waiting.</exception>
    public async Task Flush(CancellationToken cancel)
    {
        Dictionary<(string Address, string Worker), long> batch;
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                return;
            }

            batch = _waiting;
            _waiting = [];
        }

        var written = false;
        try
        {
            await _writer.Write(
                session => RememberedDifficulties.Write(session, batch, _options.MaxRememberedPerAccount), cancel)
                .ConfigureAwait(false);
            written = true;
        }
        finally
        {
            if (!written)
            {
                TakeBack(batch);
            }
        }
    }

    private void TakeBack(Dictionary<(string Address, string Worker), long> batch)
    {
        lock (_lock)
        {
            foreach (var (key, difficulty) in batch)
            {
                if (_waiting.Count < _options.MaxRemembering)
                {
                    _waiting.TryAdd(key, difficulty);
                }
            }
        }
    }

    private async Task Run(TimeProvider time)
    {
        using var timer = new PeriodicTimer(_options.RememberEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await TryFlush(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The store is closed; DisposeAsync writes the rest.
        }
    }

    private async Task TryFlush(CancellationToken cancel)
    {
        try
        {
            await Flush(cancel).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // Who books shares hears of it; a difficulty may wait.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await TryFlush(CancellationToken.None).ConfigureAwait(false);
        _stop.Dispose();
    }
}

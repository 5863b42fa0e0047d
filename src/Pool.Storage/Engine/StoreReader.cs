using System.Collections.Concurrent;
using System.Data.Common;

namespace Pool.Storage.Engine;

/// <summary>Connections that read; each read sees one unchanging state of the books.</summary>
internal sealed class StoreReader(SqlDialect dialect, IStoreConnections connections, StoreOptions options, long pool)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(options.MaxReaders);
    private readonly ConcurrentBag<DbConnection> _idle = [];

    /// <exception cref="StoreUnavailableException">See there.</exception>
    public async Task<T> Read<T>(Func<StoreSession, Task<T>> work, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var connection = _idle.TryTake(out var idle)
                ? idle
                : await connections.OpenReader(cancel).ConfigureAwait(false);
            return await On(connection, work, cancel).ConfigureAwait(false);
        }
        catch (DbException problem) when (dialect.Explain(problem) is { } text)
        {
            throw new StoreUnavailableException(connections.Name, text, problem);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<T> On<T>(DbConnection connection, Func<StoreSession, Task<T>> work, CancellationToken cancel)
    {
        var good = false;
        try
        {
            T result;
            var transaction = await connection.BeginTransactionAsync(dialect.ReadIsolation, cancel).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                result = await work(new StoreSession(connection, transaction, pool, cancel)).ConfigureAwait(false);
                await transaction.CommitAsync(cancel).ConfigureAwait(false);
            }

            good = true;
            return result;
        }
        finally
        {
            if (good)
            {
                _idle.Add(connection);
            }
            else
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        _free.Dispose();
    }
}

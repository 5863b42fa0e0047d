using System.Data.Common;

namespace Pool.Storage.Engine;

/// <summary>The only connection that writes, one transaction after the other.</summary>
internal sealed class StoreWriter(SqlDialect dialect, IStoreConnections connections, StoreOptions options, long pool)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private DbConnection? _connection;

    /// <summary>Runs a transaction; it is durable when the task ends.</summary>
    /// <exception cref="StoreUnavailableException">See there. At commit the outcome may be unknown: ask again.</exception>
    public async Task<T> Write<T>(Func<WriteSession, Task<T>> work, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await Attempt(work, cancel).ConfigureAwait(false);
                }
                catch (DbException problem) when (dialect.IsPassing(problem) && attempt < options.WriteAttempts)
                {
                    // The statement itself has waited for the lock; more waiting here would only add to it.
                }
                catch (DbException problem) when (dialect.Explain(problem) is { } text)
                {
                    throw new StoreUnavailableException(connections.Name, text, problem);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task Write(Func<WriteSession, Task> work, CancellationToken cancel) =>
        Write(
            async session =>
            {
                await work(session).ConfigureAwait(false);
                return true;
            },
            cancel);

    private async Task<T> Attempt<T>(Func<WriteSession, Task<T>> work, CancellationToken cancel)
    {
        var connection = _connection ??= await connections.OpenWriter(cancel).ConfigureAwait(false);
        DbTransaction? transaction = null;
        try
        {
            transaction = await connection.BeginTransactionAsync(dialect.WriteIsolation, cancel).ConfigureAwait(false);
            var session = new WriteSession(connection, transaction, pool, cancel);
            await session.Begin().ConfigureAwait(false);
            var result = await work(session).ConfigureAwait(false);
            // Once it is decided to commit, a cancellation would only hide the outcome.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        catch (Exception)
        {
            // A refused booking is rolled back by this as well; what state a failed connection is in, nobody needs to know.
            await Close().ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (_connection is not null && transaction is not null)
            {
                await transaction.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives up the connection; the engine rolls back what was not committed. The next write opens another.</summary>
    private async Task Close()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
        {
            try
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
            catch (DbException)
            {
                // It is the first failure that is told.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        await Close().ConfigureAwait(false);
        _gate.Dispose();
    }
}

using System.Data.Common;
using Dapper;

namespace Pool.Storage.Engine;

/// <summary>One transaction of one pool. Statements name the pool as <c>@pool</c> and pass it like any other value.</summary>
internal class StoreSession(DbConnection connection, DbTransaction transaction, long pool, CancellationToken cancel)
{
    /// <summary>The pool's number in this database.</summary>
    public long Pool { get; } = pool;

    public async Task<List<T>> List<T>(string sql, object? values = null) =>
        (await connection.QueryAsync<T>(Command(sql, values)).ConfigureAwait(false)).AsList();

    public Task<T?> Find<T>(string sql, object? values = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, values));

    /// <summary>The only value of the only row.</summary>
    public Task<long> Number(string sql, object? values = null) =>
        connection.QuerySingleAsync<long>(Command(sql, values));

    /// <returns>Rows changed.</returns>
    public Task<int> Execute(string sql, object? values = null) => connection.ExecuteAsync(Command(sql, values));

    private CommandDefinition Command(string sql, object? values) =>
        new(sql, values, transaction, cancellationToken: cancel);
}

using System.Data.Common;
using Dapper;
using Pool.Storage.Engine;
using Pool.Storage.Tests.Faults;
using Pool.Testing;

namespace Pool.Storage.Tests.Fixtures;

/// <summary>A database of its own for one test. An engine joins the contract suite by a subclass.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    public FakeClock Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Decides which statement or commit of a store fails.</summary>
    public FaultPlan Faults { get; } = new();

    internal abstract SqlDialect Dialect { get; }

    /// <summary>Opens the store of one pool in the fixture's database.</summary>
    public Task<PoolStore> Open(string pool = "main", StoreOptions? options = null) => PoolStore.Open(
        Dialect,
        new FaultyConnections(Connect(options ?? StoreOptions.Default), Faults),
        pool,
        options ?? StoreOptions.Default,
        Clock,
        CancellationToken.None);

    /// <summary>What a query of the test's own finds.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? values = null)
    {
        await using var connection = await Raw();
        return (await connection.QueryAsync<T>(sql, values)).AsList();
    }

    /// <summary>A connection that the store knows nothing of.</summary>
    public async Task<DbConnection> Raw() => await Connect(StoreOptions.Default).OpenWriter(CancellationToken.None);

    internal abstract IStoreConnections Connect(StoreOptions options);

    public abstract ValueTask DisposeAsync();
}

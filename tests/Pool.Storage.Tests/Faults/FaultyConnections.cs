using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Pool.Storage.Engine;

namespace Pool.Storage.Tests.Faults;

/// <summary>Connections that fail where the plan says.</summary>
internal sealed class FaultyConnections(IStoreConnections inner, FaultPlan plan) : IStoreConnections
{
    public string Name => inner.Name;

    public async Task<DbConnection> OpenWriter(CancellationToken cancel)
    {
        var connection = await inner.OpenWriter(cancel);
        if (plan.OnOpenWriter is { } prepare)
        {
            await prepare(connection);
        }

        return new FaultyConnection(connection, plan);
    }

    public async Task<DbConnection> OpenReader(CancellationToken cancel) =>
        new FaultyConnection(await inner.OpenReader(cancel), plan);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

internal sealed class FaultyConnection(DbConnection inner, FaultPlan plan) : DbConnection
{
    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new FaultyTransaction(inner.BeginTransaction(isolationLevel), this, plan);

    protected override DbCommand CreateDbCommand() => new FaultyCommand(inner.CreateCommand(), this, plan);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

internal sealed class FaultyTransaction(DbTransaction inner, FaultyConnection connection, FaultPlan plan) : DbTransaction
{
    public DbTransaction Inner { get; } = inner;

    public override IsolationLevel IsolationLevel => Inner.IsolationLevel;

    protected override DbConnection DbConnection { get; } = connection;

    public override void Commit()
    {
        plan.BeforeCommit();
        Inner.Commit();
        plan.AfterCommit();
    }

    public override void Rollback() => Inner.Rollback();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

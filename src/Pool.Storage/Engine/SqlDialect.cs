using System.Data;
using System.Data.Common;
using Pool.Storage.Schema;

namespace Pool.Storage.Engine;

/// <summary>
/// What differs between the engines besides the DDL and the way to connect. The DML is shared; it asks for the time by
/// <c>store_now_ms()</c>, a function that every engine provides.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>The schema's steps, from version 1 on without gaps.</summary>
    public abstract IReadOnlyList<Migration> Migrations { get; }

    /// <summary>Isolation that makes a writing transaction wait for its turn at its start.</summary>
    public abstract IsolationLevel WriteIsolation { get; }

    /// <summary>Isolation that gives a reading transaction one unchanging view.</summary>
    public abstract IsolationLevel ReadIsolation { get; }

    /// <summary>How many tables, of any program, the database holds.</summary>
    public abstract string CountTables { get; }

    /// <summary>How many tables go by @name.</summary>
    public abstract string CountTablesNamed { get; }

    /// <summary>The transaction lost against another one and may be tried again as a whole.</summary>
    public abstract bool IsPassing(DbException problem);

    /// <summary>What is wrong with the store and what to do, or null when the statement itself is at fault.</summary>
    public abstract string? Explain(DbException problem);
}

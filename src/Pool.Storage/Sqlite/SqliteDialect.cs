using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Pool.Storage.Engine;
using Pool.Storage.Schema;

namespace Pool.Storage.Sqlite;

/// <summary>What is particular to SQLite.</summary>
internal sealed class SqliteDialect(IReadOnlyList<Migration> migrations) : SqlDialect
{
    // Primary result codes, sqlite.org/rescode.html.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public SqliteDialect()
        : this(Migration.BuiltIn("Sqlite"))
    {
    }

    public override IReadOnlyList<Migration> Migrations { get; } = migrations;

    /// <summary>BEGIN IMMEDIATE.</summary>
    public override IsolationLevel WriteIsolation => IsolationLevel.Serializable;

    /// <summary>A plain BEGIN: the provider defers it for this level, and WAL gives it a snapshot all the same.</summary>
    public override IsolationLevel ReadIsolation => IsolationLevel.ReadUncommitted;

    public override string CountTables =>
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

    public override string CountTablesNamed => "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = @name";

    public override bool IsPassing(DbException problem) =>
        problem is SqliteException { SqliteErrorCode: Busy or Locked };

    public override string? Explain(DbException problem) => problem is not SqliteException sqlite
        ? null
        : sqlite.SqliteErrorCode switch
        {
            Busy or Locked => "another program keeps it locked; end that program, or try again",
            ReadOnly => "cannot be written to; check the rights of the file and its folder, and how the disk is mounted",
            IoError => $"the disk failed ({sqlite.Message}); look at the system's log before going on",
            Corrupt => "is damaged; stop the pool, keep the file, and restore the last backup",
            Full => "the disk is full; make room, the pool then goes on by itself",
            CannotOpen => "cannot be opened; check that the folder exists and may be written to",
            NotADatabase => "is not an SQLite database; name another file, or restore the last backup",
            _ => null,
        };
}

using System.Collections.Concurrent;

namespace Pool.Storage.Tests.Faults;

/// <summary>Which statement or commit fails next, and a record of the statements that ran.</summary>
public sealed class FaultPlan
{
    private int _statementsLeft = -1;
    private bool _beforeCommit;
    private bool _afterCommit;
    private TaskCompletionSource? _committed;

    /// <summary>Statements that ran, oldest first.</summary>
    public ConcurrentQueue<string> Statements { get; } = [];

    /// <summary>Runs on every connection that the store opens for writing.</summary>
    public Func<System.Data.Common.DbConnection, Task>? OnOpenWriter { get; set; }

    /// <summary>The statement after so many others fails before it runs.</summary>
    public void FailAfterStatements(int count) => _statementsLeft = count;

    /// <summary>The next commit fails; nothing of it is stored.</summary>
    public void FailBeforeCommit() => _beforeCommit = true;

    /// <summary>The next commit is stored, but its answer is lost.</summary>
    public void FailAfterCommit() => _afterCommit = true;

    public void Clear()
    {
        _statementsLeft = -1;
        _beforeCommit = false;
        _afterCommit = false;
    }

    public void OnStatement(string sql)
    {
        Statements.Enqueue(sql);
        if (_statementsLeft >= 0 && _statementsLeft-- == 0)
        {
            throw new InjectedFaultException("statement");
        }
    }

    /// <summary>Done when something was committed from now on.</summary>
    public Task NextCommit()
    {
        _committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _committed.Task;
    }

    public void BeforeCommit() => Throw(ref _beforeCommit, "before commit");

    public void AfterCommit()
    {
        _committed?.TrySetResult();
        Throw(ref _afterCommit, "after commit");
    }

    private static void Throw(ref bool armed, string place)
    {
        if (armed)
        {
            armed = false;
            throw new InjectedFaultException(place);
        }
    }
}

public sealed class InjectedFaultException(string place) : Exception($"injected at {place}");

namespace Pool.Core.Chain;

/// <summary>What is known of one node of a group. Guarded by the group's lock.</summary>
internal sealed class DaemonWatch(IDaemon daemon, int order)
{
    public const string NotAsked = "was not asked yet";

    private long _answeredAt;
    private long _failedAt;
    private int _failures;

    public IDaemon Daemon { get; } = daemon;

    /// <summary>Place in the configuration: between equals the operator's first choice wins.</summary>
    public int Order { get; } = order;

    public DaemonInfo? Info { get; private set; }

    /// <summary>Why it is not asked, or null while it is well.</summary>
    public string? Problem { get; private set; } = NotAsked;

    /// <summary>The question how it is is under way.</summary>
    public bool Busy { get; set; }

    /// <summary>It is to be asked once more after that.</summary>
    public bool AskAgain { get; set; }

    /// <summary>The last question, to be waited for.</summary>
    public Task Asking { get; set; } = Task.CompletedTask;

    public bool IsWell(TimeProvider clock, TimeSpan freshFor) =>
        Problem is null && clock.GetElapsedTime(_answeredAt) <= freshFor;

    /// <summary>False while it is to be left alone.</summary>
    public bool IsDue(TimeProvider clock, BackOff leaveAlone) =>
        _failures == 0 || clock.GetElapsedTime(_failedAt) >= leaveAlone.After(_failures);

    public void Well(DaemonInfo info, long now)
    {
        (Info, Problem, _answeredAt, _failures) = (info, null, now, 0);
    }

    public void Unwell(DaemonInfo? info, string problem, long now)
    {
        (Info, Problem, _failedAt) = (info ?? Info, problem, now);
        _failures++;
    }
}

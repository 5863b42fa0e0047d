namespace Pool.Core.Chain;

/// <summary>Limits of <see cref="DaemonGroup"/>.</summary>
public sealed record DaemonGroupOptions
{
    /// <summary>
    /// Blocks that a node may be behind the best one and still be asked. 2: a new block takes seconds to reach every node,
    /// and two may come close together. 0 to 100.
    /// </summary>
    public int AllowedLag { get; init; } = 2;

    /// <summary>
    /// How old a node's last answer may be before it is asked how it is again, and before its answers stop counting as
    /// fresh. 10 s: ten polls of a second. 1 s to 10 min.
    /// </summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a node that is dead, behind or not synchronised is left alone. From 1 s, one poll, to 10 s, so that the
    /// miners of a pool whose only node restarts have work again that soon. 100 ms to 10 min.
    /// </summary>
    public BackOff LeaveAlone { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    internal DaemonGroupOptions Checked()
    {
        Limit.Within(AllowedLag, 0, 100);
        Limit.Within(FreshFor, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Limit.Within(LeaveAlone.First, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Limit.Within(LeaveAlone.Longest, LeaveAlone.First, TimeSpan.FromMinutes(10));
        return this;
    }
}

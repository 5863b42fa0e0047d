namespace Pool.Core.Stats;

/// <summary>What a repeated step found wrong: on the health board while it lasts, and as an alarm once, when it begins.</summary>
/// <param name="part">The step's name on the health board. Miners are served without it, so it is never critical.</param>
public sealed class ProblemLog(string part, ILiveEvents events, HealthBoard health)
{
    private HashSet<string> _last = [];

    /// <param name="problems">All that is wrong now; what was not wrong the last time is told.</param>
    /// <param name="good">What the board shows when nothing is.</param>
    public void Settle(IReadOnlyCollection<string> problems, string good)
    {
        foreach (var problem in problems.Where(problem => !_last.Contains(problem)).Distinct())
        {
            events.Tell(new LiveEvent.Alarm(problem));
        }

        _last = [.. problems];
        if (_last.Count == 0)
        {
            health.Good(part, good, critical: false);
        }
        else
        {
            health.Bad(part, string.Join("; ", problems), critical: false);
        }
    }
}

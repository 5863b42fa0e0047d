using Pool.Core.Templates;

namespace Pool.Stratum;

/// <summary>What there is to work on now. One writer, the feed; read by every session.</summary>
internal sealed class WorkBoard(IJobFactory factory, StratumLimits limits, TimeProvider time)
{
    private volatile WorkState _state = new(null, "the pool has no template from its node yet", time.GetTimestamp());

    public WorkState State => _state;

    /// <summary>Takes news in.</summary>
    /// <returns>True when sessions need a new job.</returns>
    public bool Update(TemplateNews news)
    {
        var before = _state;
        var work = Next(before.Work, news.Template);
        if (news.Problem is { } problem)
        {
            // The grace runs from the first bad news, whatever the later ones say.
            _state = new WorkState(work, problem, before.Problem is null ? time.GetTimestamp() : before.ProblemSince);
            return false;
        }

        _state = work is null ? before : new WorkState(work, null, 0);
        return _state.Fresh && (!before.Fresh || work != before.Work);
    }

    /// <summary>The feed itself fails: what was said last may be old.</summary>
    public void Fail(string problem)
    {
        var before = _state;
        _state = new WorkState(before.Work, problem, before.Problem is null ? time.GetTimestamp() : before.ProblemSince);
    }

    /// <summary>Why the last template may be of the past, or null while it may not.</summary>
    public string? Outage()
    {
        var state = _state;
        return state.Problem is { } problem && time.GetElapsedTime(state.ProblemSince) > limits.NoWorkGrace
            ? $"the pool has had no fresh work for {limits.NoWorkGrace.TotalSeconds:0} s ({problem})"
            : null;
    }

    /// <summary>Why shares of this work no longer count, or null while it is, or just was, the newest block's.</summary>
    public string? Replaced(Work work)
    {
        if (_state.Work is not { } current || work.Tip.Is(current.Tip) || work.Tip.ReplacedAt is not { } replaced)
        {
            return null;
        }

        return time.GetElapsedTime(replaced) > limits.StaleGrace
            ? $"block {work.Template.Height} was found; newer work was sent"
            : null;
    }

    private Work? Next(Work? current, BlockTemplate? template)
    {
        // An older id is a poller's that should be dead: its template is no news.
        if (template is null || (current is not null && template.Id <= current.Template.Id))
        {
            return current;
        }

        if (current is not null && current.Tip.Is(template))
        {
            return new Work(template, factory.Open(template), current.Tip);
        }

        var next = new Work(template, factory.Open(template), new ChainTip(template.PreviousHash, template.Height));
        current?.Tip.Replace(time.GetTimestamp());
        return next;
    }
}

/// <param name="Work">The newest, or null before the first.</param>
/// <param name="Problem">Why it must not be given out, or null.</param>
/// <param name="ProblemSince">Timestamp of the first bad news.</param>
internal sealed record WorkState(Work? Work, string? Problem, long ProblemSince)
{
    public bool Fresh => Work is not null && Problem is null;
}

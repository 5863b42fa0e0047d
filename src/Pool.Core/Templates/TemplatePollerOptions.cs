namespace Pool.Core.Templates;

/// <summary>Limits of <see cref="TemplatePoller"/>.</summary>
public sealed record TemplatePollerOptions
{
    /// <summary>
    /// Between two questions for a template. 1 s: without notifications, miners work on average half a second on a dead
    /// block, 0.4 % of a two-minute one; a node answers in 10 to 50 ms. 100 ms to 1 min.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// When miners get the new transactions of an unchanged height. 30 s: four times a two-minute block, so that few fees
    /// are missed, and one job more a miner every 30 s is little traffic. 1 s to 1 h.
    /// </summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long work stays fresh while no node gives a template. 15 s: longer than a node's restart of its RPC or a busy
    /// spell, and an eighth of a two-minute block. 1 s to 10 min.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The longest that <see cref="ITemplateFeed.WaitForTemplate"/> waits. 5 s: well below the 30 s after which a remote
    /// call is given up, and an idle front end asks 12 times a minute. 100 ms to 25 s.
    /// </summary>
    public TimeSpan LongPoll { get; init; } = TimeSpan.FromSeconds(5);

    internal TemplatePollerOptions Checked()
    {
        Limit.Within(PollInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Limit.Within(RefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Limit.Within(Patience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Limit.Within(LongPoll, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(25));
        return this;
    }
}

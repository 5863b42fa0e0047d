namespace Pool.Core.Chain;

/// <summary>A node that can be relied on now: it answers and says that it is synchronised.</summary>
public sealed record HealthyNode(IDaemon Daemon, DaemonInfo Info);

/// <summary>All nodes of a coin, asked at one moment. What is decided about money needs every healthy one to agree.</summary>
public sealed class ChainSurvey
{
    private ChainSurvey(IReadOnlyList<HealthyNode> healthy, IReadOnlyList<string> problems)
    {
        Healthy = healthy;
        Problems = problems;
    }

    public IReadOnlyList<HealthyNode> Healthy { get; }

    /// <summary>Why the others are not healthy.</summary>
    public IReadOnlyList<string> Problems { get; }

    public bool Any => Healthy.Count > 0;

    /// <summary>
    /// Height of the next block as the healthy node furthest behind sees it, so that every depth is safe; 0 without nodes.
    /// </summary>
    public long Height => Any ? Healthy.Min(node => node.Info.Height) : 0;

    /// <summary>Asks every node how it is, all at once.</summary>
    public static async Task<ChainSurvey> Take(IReadOnlyList<IDaemon> daemons, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(daemons.Select(daemon => Ask(daemon, cancel))).ConfigureAwait(false);
        return new ChainSurvey(
            [.. answers.Where(answer => answer.Node is not null).Select(answer => answer.Node!)],
            [.. answers.Where(answer => answer.Problem is not null).Select(answer => answer.Problem!)]);
    }

    /// <summary>Blocks on top of one at this height: 0 for the tip, negative above it.</summary>
    public long DepthOf(long height) => Height - 1 - height;

    /// <summary>What every healthy node has at a height.</summary>
    public async Task<HeightOpinion> AskHash(long height, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(Healthy.Select(node => AskHash(node.Daemon, height, cancel))).ConfigureAwait(false);
        var said = answers.Where(answer => answer is not null).Select(answer => answer!).ToList();
        return new HeightOpinion(height, DepthOf(height), said, Complete: Any && said.Count == Healthy.Count);
    }

    private static async Task<(HealthyNode? Node, string? Problem)> Ask(IDaemon daemon, CancellationToken cancel)
    {
        try
        {
            var info = await daemon.GetInfo(cancel).ConfigureAwait(false);
            return info.Synchronized
                ? (new HealthyNode(daemon, info), null)
                : (null, $"daemon {daemon.Name} is not synchronised: height {info.Height} of {info.TargetHeight}");
        }
        catch (DaemonUnavailableException unavailable)
        {
            return (null, unavailable.Message);
        }
    }

    private static async Task<NodeHash?> AskHash(IDaemon daemon, long height, CancellationToken cancel)
    {
        try
        {
            return new NodeHash(daemon.Name, await daemon.GetBlockHash(height, cancel).ConfigureAwait(false));
        }
        catch (DaemonUnavailableException)
        {
            return null;
        }
    }
}

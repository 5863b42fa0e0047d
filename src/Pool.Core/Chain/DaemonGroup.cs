using System.Globalization;
using Pool.Core.Stats;

namespace Pool.Core.Chain;

/// <summary>
/// The nodes of one coin: knows which are well, asks the best one or all of them, and leaves a dead, lagging or not
/// synchronised one alone for a while.
/// </summary>
public sealed class DaemonGroup
{
    private readonly Lock _gate = new();
    private readonly DaemonWatch[] _watches;
    private readonly HealthPart[] _parts;
    private readonly HealthPart _together;
    private readonly DaemonGroupOptions _options;
    private readonly TimeProvider _clock;

    /// <param name="daemons">At least one, the operator's first choice first; their names differ.</param>
    /// <exception cref="ArgumentException">No node, or two of one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public DaemonGroup(IReadOnlyList<IDaemon> daemons, DaemonGroupOptions options, PoolSignals signals, TimeProvider clock)
    {
        if (daemons.Count == 0 || daemons.DistinctBy(daemon => daemon.Name).Count() != daemons.Count)
        {
            throw new ArgumentException($"configure at least one node, each once; there are {daemons.Count}", nameof(daemons));
        }

        All = daemons;
        _options = options.Checked();
        _clock = clock;
        _watches = [.. daemons.Select((daemon, order) => new DaemonWatch(daemon, order))];
        _parts = [.. daemons.Select(daemon => new HealthPart(signals, $"daemon {daemon.Name}", critical: false))];
        _together = new HealthPart(signals, "daemon");
        _together.Starting("no node has answered yet");
    }

    /// <summary>Raised after a node's answer changed who is best or how high the chain is. Must return at once.</summary>
    public event Action? Changed;

    /// <summary>Every node, well or not: a found block goes to all of them.</summary>
    public IReadOnlyList<IDaemon> All { get; }

    /// <summary>What the best node said of itself, or null while none is well.</summary>
    public DaemonInfo? Best
    {
        get
        {
            lock (_gate)
            {
                return Rank().FirstOrDefault()?.Info;
            }
        }
    }

    /// <summary>The nodes that are well, the highest first, then in the configured order.</summary>
    public IReadOnlyList<IDaemon> Ranked()
    {
        lock (_gate)
        {
            return [.. Rank().Select(watch => watch.Daemon)];
        }
    }

    /// <summary>Why no node is well, or what is wrong with some; for messages.</summary>
    public string Problems()
    {
        lock (_gate)
        {
            return string.Join("; ", _watches.Where(watch => watch.Problem is not null)
                .Select(watch => $"{watch.Daemon.Name} {watch.Problem}"));
        }
    }

    /// <summary>Asks the nodes how they are; each counts as soon as it has answered, whatever the slow ones do.</summary>
    /// <param name="force">Also those that are being left alone: something says that a node is back.</param>
    public Task Refresh(bool force, CancellationToken cancel)
    {
        lock (_gate)
        {
            foreach (var watch in _watches)
            {
                if (watch.Busy)
                {
                    // The answer that is on its way may be older than what the caller has heard.
                    watch.AskAgain |= force;
                }
                else if (force || watch.IsDue(_clock, _options.LeaveAlone))
                {
                    watch.Busy = true;
                    watch.Asking = Task.Run(() => Examine(watch, cancel), CancellationToken.None);
                }
            }

            return Task.WhenAll(_watches.Select(watch => watch.Asking));
        }
    }

    /// <summary>Asks the best node, and the next one when it cannot be asked.</summary>
    /// <exception cref="DaemonUnavailableException">No node could be asked.</exception>
    public async Task<T> Ask<T>(Func<IDaemon, CancellationToken, Task<T>> question, CancellationToken cancel)
    {
        DaemonUnavailableException? last = null;
        foreach (var daemon in await WellNow(cancel))
        {
            try
            {
                return await question(daemon, cancel);
            }
            catch (DaemonUnavailableException problem)
            {
                last = problem;
            }
        }

        throw last ?? new DaemonUnavailableException(string.Join(", ", All.Select(daemon => daemon.Name)), Problems());
    }

    /// <summary>Asks every node that is well, at once.</summary>
    public async Task<DaemonVerdict<T>> AskAll<T>(
        Func<IDaemon, CancellationToken, Task<T>> question, CancellationToken cancel)
    {
        var daemons = await WellNow(cancel);
        var replies = await Task.WhenAll(daemons.Select(async daemon =>
        {
            try
            {
                return (Answer: new DaemonAnswer<T>(daemon.Name, await question(daemon, cancel)), Problem: (string?)null);
            }
            catch (DaemonUnavailableException problem)
            {
                return (default, problem.Message);
            }
        }));

        return new DaemonVerdict<T>(
            [.. replies.Where(reply => reply.Problem is null).Select(reply => reply.Answer)],
            [.. replies.Where(reply => reply.Problem is not null).Select(reply => reply.Problem!)]);
    }

    /// <summary>The main chain's block id at a height, as every node that is well sees it; null above its tip.</summary>
    public Task<DaemonVerdict<Hash32?>> AskHash(long height, CancellationToken cancel) =>
        AskAll((daemon, token) => daemon.GetBlockHash(height, token), cancel);

    private async Task<IReadOnlyList<IDaemon>> WellNow(CancellationToken cancel)
    {
        var ranked = Ranked();
        if (ranked.Count > 0)
        {
            return ranked;
        }

        await Refresh(force: false, cancel);
        return Ranked();
    }

    private async Task Examine(DaemonWatch watch, CancellationToken cancel)
    {
        for (var again = true; again;)
        {
            DaemonInfo? info = null;
            string? problem = null;
            try
            {
                info = await watch.Daemon.GetInfo(cancel);
            }
            catch (Exception failure)
            {
                // Whatever its client throws, the other nodes go on.
                problem = failure.Message;
            }

            bool changed;
            lock (_gate)
            {
                changed = !cancel.IsCancellationRequested && Note(watch, info, problem);
                again = watch.Busy = watch.AskAgain && !cancel.IsCancellationRequested;
                watch.AskAgain = false;
            }

            if (changed)
            {
                Changed?.Invoke();
            }
        }

        cancel.ThrowIfCancellationRequested();
    }

    /// <returns>True when another node is best now, or the best one's chain has moved.</returns>
    private bool Note(DaemonWatch watch, DaemonInfo? info, string? problem)
    {
        var before = Rank().FirstOrDefault();
        var tip = (before?.Info?.Height, before?.Info?.TopHash);
        if (info is not null && (problem = Complaint(watch, info)) is null)
        {
            watch.Well(info, _clock.GetTimestamp());
            _parts[watch.Order].Good($"at height {Text(info.Height)}, {info.Network}, version {info.Version}");
        }
        else
        {
            watch.Unwell(info, problem!, _clock.GetTimestamp());
            _parts[watch.Order].Bad(problem!);
        }

        var well = Rank();
        if (well.Count > 0)
        {
            _together.Good($"{Text(well.Count)} of {Text(_watches.Length)} nodes, height {Text(well[0].Info!.Height)}");
        }
        else if (_watches.All(each => each.Problem != DaemonWatch.NotAsked))
        {
            _together.Bad($"no node can be used: {Problems()}");
        }

        var best = well.FirstOrDefault();
        return best != before || (best?.Info?.Height, best?.Info?.TopHash) != tip;
    }

    private string? Complaint(DaemonWatch watch, DaemonInfo info)
    {
        if (!info.Synchronized)
        {
            return $"is not synchronised: at height {Text(info.Height)} of {Text(info.TargetHeight)}; wait for it";
        }

        var top = Rank().Where(other => other != watch).Select(other => other.Info!.Height).FirstOrDefault();
        return info.Height < top - _options.AllowedLag
            ? $"is at height {Text(info.Height)} while another node is at {Text(top)}; look at its peers"
            : null;
    }

    private List<DaemonWatch> Rank()
    {
        var well = _watches.Where(watch => watch.IsWell(_clock, _options.FreshFor)).ToList();
        var top = well.Count == 0 ? 0 : well.Max(watch => watch.Info!.Height);
        return [.. well.Where(watch => watch.Info!.Height >= top - _options.AllowedLag)
            .OrderByDescending(watch => watch.Info!.Height)
            .ThenBy(watch => watch.Order)];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.Core.Stats;

namespace Pool.Core.Blocks;

/// <summary>
/// Follows every found block: freezes its work, tracks whether it is on the main chain, and at maturity, when all healthy
/// nodes agree on the hash at its height, credits or orphans it. Credited blocks are watched until ten maturities.
/// </summary>
/// <remarks>
/// The host calls <see cref="Step"/> once a minute. A step can die anywhere and be repeated, and two may run at once: the
/// journal's writes are no-ops when repeated, and the credit is one transaction keyed by the block.
/// </remarks>
public sealed class Unlocker
{
    private readonly IBlockJournal _journal;
    private readonly IReadOnlyList<IDaemon> _daemons;
    private readonly UnlockerOptions _options;
    private readonly ILiveEvents _events;
    private readonly BlockFreezer _freezer;
    private readonly BlockCrediting _crediting;
    private readonly CreditedBlockWatch _watch;
    private readonly CandidateResubmission _resubmission;
    private readonly ProblemLog _problems;

    public Unlocker(
        IBlockJournal journal,
        IPayoutStore payouts,
        IReadOnlyList<IDaemon> daemons,
        ICoinbaseReader coinbases,
        UnlockerOptions options,
        ILiveEvents events,
        HealthBoard health)
    {
        options.Validate();
        _journal = journal;
        _daemons = daemons;
        _options = options;
        _events = events;
        _freezer = new BlockFreezer(journal, options, events);
        _crediting = new BlockCrediting(journal, coinbases, options, events);
        _watch = new CreditedBlockWatch(journal, payouts, events);
        _resubmission = new CandidateResubmission(journal, daemons, events);
        _problems = new ProblemLog("blocks", events, health);
    }

    /// <summary>One pass over all blocks that are still open. What fails for one block does not hold up the others.</summary>
    public async Task<UnlockReport> Step(CancellationToken cancel)
    {
        var chain = await ChainSurvey.Take(_daemons, cancel).ConfigureAwait(false);
        var tally = new Tally();
        if (!chain.Any)
        {
            tally.Problems.Add($"no healthy daemon, so blocks wait: {string.Join("; ", chain.Problems)}");
        }

        var blocks = await ReadBlocks(chain, cancel).ConfigureAwait(false);
        foreach (var block in blocks)
        {
            try
            {
                await Follow(block, chain, tally, cancel).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                tally.Problems.Add($"block {block.Hash} at height {block.Height}: {failure.Message}");
            }
        }

        _problems.Settle(tally.Problems, $"{blocks.Count} blocks followed");
        return new UnlockReport(
            blocks.Count, tally.Frozen, tally.Credited, tally.Orphaned, tally.HandedIn, tally.Missing, tally.Problems);
    }

    private async Task<IReadOnlyList<PoolBlock>> ReadBlocks(ChainSurvey chain, CancellationToken cancel)
    {
        var undecided = await _journal.ListUndecided(cancel).ConfigureAwait(false);
        if (!chain.Any)
        {
            return undecided;
        }

        var watchFrom = Math.Max(0, chain.Height - ((long)_options.WatchMaturities * _options.MaturityBlocks));
        var watched = await _journal.ListWatched(watchFrom, cancel).ConfigureAwait(false);
        return [.. undecided.Concat(watched).DistinctBy(block => block.Hash).OrderBy(block => block.Height)];
    }

    private async Task Follow(PoolBlock block, ChainSurvey chain, Tally tally, CancellationToken cancel)
    {
        if (!block.Frozen)
        {
            await _freezer.Freeze(block, cancel).ConfigureAwait(false);
            tally.Frozen++;
        }

        if (!chain.Any)
        {
            return;
        }

        var opinion = await chain.AskHash(block.Height, cancel).ConfigureAwait(false);
        if (block.State == BlockState.Credited)
        {
            tally.Add(await _watch.Look(block, opinion, cancel).ConfigureAwait(false));
            tally.Missing += opinion.Vanished(block.Hash) ? 1 : 0;
        }
        else if (opinion.Depth >= _options.MaturityBlocks)
        {
            await Decide(block, opinion, chain, tally, cancel).ConfigureAwait(false);
        }
        else
        {
            await Track(block, opinion, chain, tally, cancel).ConfigureAwait(false);
        }
    }

    private async Task Decide(
        PoolBlock block, HeightOpinion opinion, ChainSurvey chain, Tally tally, CancellationToken cancel)
    {
        if (opinion.Agreed is not { } agreed)
        {
            tally.Problems.Add(
                $"block {block.Hash} is mature, but the nodes do not agree on height {block.Height}: {opinion}. It waits; find "
                + "out which of them is on a fork and stop it");
            return;
        }

        if (agreed != block.Hash)
        {
            await _journal.Orphan(block.Hash, agreed, cancel).ConfigureAwait(false);
            _events.Tell(new LiveEvent.BlockOrphaned(block.Hash, block.Height, agreed));
            tally.Orphaned++;
            return;
        }

        await _journal.SetChainView(block.Hash, true, opinion.Depth, missing: false, cancel).ConfigureAwait(false);
        await TakeBack(block, cancel).ConfigureAwait(false);
        var problem = await _crediting.Credit(block, chain, cancel).ConfigureAwait(false);
        tally.Add(problem);
        tally.Credited += problem is null ? 1 : 0;
    }

    private async Task Track(
        PoolBlock block, HeightOpinion opinion, ChainSurvey chain, Tally tally, CancellationToken cancel)
    {
        var onMainChain = opinion.OnMainChain(block.Hash);
        var depth = onMainChain ? Math.Max(0, opinion.Depth) : block.Depth;
        if (onMainChain != block.OnMainChain || depth != block.Depth)
        {
            await _journal.SetChainView(block.Hash, onMainChain, depth, missing: false, cancel).ConfigureAwait(false);
        }

        if (onMainChain)
        {
            await TakeBack(block, cancel).ConfigureAwait(false);
        }
        else if (block.State == BlockState.Candidate
            && !opinion.Has(block.Hash)
            && chain.DepthOf(block.Height) < _options.ResubmitBlocks
            && await _resubmission.HandIn(block, cancel).ConfigureAwait(false))
        {
            tally.HandedIn++;
        }
    }

    /// <summary>A block that every node refused and that stands on the chain after all is a candidate again.</summary>
    private async Task TakeBack(PoolBlock block, CancellationToken cancel)
    {
        if (block.State == BlockState.Refused)
        {
            var found = new RecoveredBlock(block.Hash, block.Height, block.Difficulty, block.Scheme, block.FinderAddress);
            await _journal.AddFromChain(found, cancel).ConfigureAwait(false);
        }
    }

    private sealed class Tally
    {
        public List<string> Problems { get; } = [];

        public int Frozen { get; set; }

        public int Credited { get; set; }

        public int Orphaned { get; set; }

        public int HandedIn { get; set; }

        public int Missing { get; set; }

        public void Add(string? problem)
        {
            if (problem is not null)
            {
                Problems.Add(problem);
            }
        }
    }
}

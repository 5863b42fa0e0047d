using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Templates;

namespace Pool.Core.Blocks;

/// <summary>
/// Finds the pool's blocks on the chain that are missing in the books, whatever lost them: a kill before the journal, a lost
/// answer, an older backup. The host calls <see cref="Step"/> at start and every minute.
/// </summary>
public sealed class CoinbaseScan
{
    private readonly IBlockJournal _journal;
    private readonly IReadOnlyList<IDaemon> _daemons;
    private readonly ICoinbaseReader _coinbases;
    private readonly IWallet _wallet;
    private readonly CoinbaseScanOptions _options;
    private readonly ILiveEvents _events;
    private readonly FoundBlockBooking _booking;
    private readonly ProblemLog _problems;
    private readonly Dictionary<string, ScannedChain> _scanned = new(StringComparer.Ordinal);
    private long? _incomeFrom;

    public CoinbaseScan(
        IBlockJournal journal,
        IReadOnlyList<IDaemon> daemons,
        ICoinbaseReader coinbases,
        PoolTags tags,
        IWallet wallet,
        CoinbaseScanOptions options,
        ILiveEvents events,
        HealthBoard health)
    {
        options.Validate();
        _journal = journal;
        _daemons = daemons;
        _coinbases = coinbases;
        _wallet = wallet;
        _options = options;
        _events = events;
        _booking = new FoundBlockBooking(journal, tags, options.Scheme);
        _problems = new ProblemLog("coinbase-scan", events, health);
    }

    /// <summary>
    /// Reads what changed on the chain within the last two maturities, and compares the books with the wallet's income.
    /// </summary>
    public async Task<CoinbaseScanReport> Step(CancellationToken cancel)
    {
        var report = new CoinbaseScanReport();
        var chain = await ChainSurvey.Take(_daemons, cancel).ConfigureAwait(false);
        if (!chain.Any)
        {
            report.Problems.Add($"no healthy daemon to scan: {string.Join("; ", chain.Problems)}");
        }
        else
        {
            var lowest = Math.Max(0, chain.Height - ((long)_options.ScanMaturities * _options.MaturityBlocks));
            await Compare(chain, lowest, report, cancel).ConfigureAwait(false);
        }

        _problems.Settle(report.Problems, $"{report.Read} blocks read, {report.Recovered} recovered");
        return report;
    }

    private async Task Compare(ChainSurvey chain, long lowest, CoinbaseScanReport report, CancellationToken cancel)
    {
        // The wallet is read before the chain: what it lists stands on the chain by the time that is read.
        var incomeFrom = Math.Min(lowest, await FirstIncomeHeight(lowest, cancel).ConfigureAwait(false));
        var income = await ReadIncome(incomeFrom, report, cancel).ConfigureAwait(false);
        var older = income is null ? [] : await Lacking(income, incomeFrom, lowest, cancel).ConfigureAwait(false);

        foreach (var node in chain.Healthy)
        {
            try
            {
                await Scan(node, lowest, older, report, cancel).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                report.Problems.Add($"coinbase scan of {node.Daemon.Name} stopped: {failure.Message}");
            }
        }

        if (income is not null)
        {
            await CheckIncome(income, incomeFrom, report, cancel).ConfigureAwait(false);
            if (report.Problems.Count == 0)
            {
                _incomeFrom = lowest;
            }
        }
    }

    /// <summary>
    /// After a stop the wallet's income is compared from the newest block in the books on, however long ago. Books without
    /// any block begin now: what the wallet got before them is not theirs.
    /// </summary>
    private async Task<long> FirstIncomeHeight(long lowest, CancellationToken cancel)
    {
        if (_incomeFrom is null)
        {
            var known = await _journal.ListWatched(0, cancel).ConfigureAwait(false);
            _incomeFrom = known.Count == 0 ? lowest : known.Max(block => block.Height);
        }

        return _incomeFrom.Value;
    }

    private async Task<IReadOnlyList<WalletTransfer>?> ReadIncome(
        long from, CoinbaseScanReport report, CancellationToken cancel)
    {
        try
        {
            return await _wallet.ListCoinbase(from, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is WalletException or WalletUnavailableException)
        {
            report.Problems.Add($"the wallet's income cannot be compared with the books: {failure.Message}");
            return null;
        }
    }

    /// <summary>Heights below the scan at which the wallet has income and the books have no block.</summary>
    private async Task<IReadOnlyList<long>> Lacking(
        IReadOnlyList<WalletTransfer> income, long from, long below, CancellationToken cancel)
    {
        var booked = await BookedHeights(from, cancel).ConfigureAwait(false);
        return [.. income.Select(paid => paid.Height).Where(height => height < below && !booked.Contains(height)).Distinct()];
    }

    private async Task<HashSet<long>> BookedHeights(long from, CancellationToken cancel) =>
        [.. (await _journal.ListWatched(from, cancel).ConfigureAwait(false)).Select(block => block.Height)];

    private async Task Scan(
        HealthyNode node, long lowest, IReadOnlyList<long> older, CoinbaseScanReport report, CancellationToken cancel)
    {
        if (!_scanned.TryGetValue(node.Daemon.Name, out var scanned))
        {
            _scanned[node.Daemon.Name] = scanned = new ScannedChain();
        }

        var left = _options.MaxBlocksPerStep;
        foreach (var height in older.Take(left))
        {
            await TryRead(node, height, null, report, cancel).ConfigureAwait(false);
            left--;
        }

        foreach (var (height, hash) in (await scanned.FindUnread(node, lowest, cancel).ConfigureAwait(false)).Take(left))
        {
            if (await TryRead(node, height, hash, report, cancel).ConfigureAwait(false))
            {
                scanned.Remember(height, hash);
            }
        }
    }

    /// <summary>What fails for one block does not hold up the others; a node that is away does.</summary>
    private async Task<bool> TryRead(
        HealthyNode node, long height, Hash32? expected, CoinbaseScanReport report, CancellationToken cancel)
    {
        try
        {
            return await Read(node, height, expected, report, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not DaemonUnavailableException && !cancel.IsCancellationRequested)
        {
            report.Problems.Add($"block at height {height} from {node.Daemon.Name}: {failure.Message}");
            return false;
        }
    }

    /// <returns>True when this block needs no second look.</returns>
    private async Task<bool> Read(
        HealthyNode node, long height, Hash32? expected, CoinbaseScanReport report, CancellationToken cancel)
    {
        var block = await node.Daemon.GetBlockByHeight(height, cancel).ConfigureAwait(false);
        if (block is null || (expected is not null && block.Hash != expected))
        {
            // The chain moved since its hashes were asked.
            return false;
        }

        report.Read++;
        if (_coinbases.Read(block.Blob, out var unreadable) is not { } reading)
        {
            report.Problems.Add($"block {block.Hash} at height {height} from {node.Daemon.Name} cannot be read: {unreadable}");
            return false;
        }

        if (reading.Work is not { } work || reading.PaidToPool < 1)
        {
            return true;
        }

        var (added, problem) = await _booking.Book(block, work, cancel).ConfigureAwait(false);
        if (added)
        {
            report.Recovered++;
            _events.Tell(new LiveEvent.BlockRecovered(block.Hash, height, reading.PaidToPool));
        }

        if (problem is not null)
        {
            report.Problems.Add(problem);
        }

        return problem is null;
    }

    private async Task CheckIncome(
        IReadOnlyList<WalletTransfer> income, long from, CoinbaseScanReport report, CancellationToken cancel)
    {
        var booked = await BookedHeights(from, cancel).ConfigureAwait(false);
        foreach (var paid in income.Where(paid => paid.Confirmations >= _options.AlarmConfirmations && !booked.Contains(paid.Height)))
        {
            report.Problems.Add(
                $"the wallet got {paid.Amount} atomic units from the coinbase of height {paid.Height} (transaction {paid.Hash}), "
                + "and the books have no such block. It carries another pool's tag or none: find out who mines to this wallet");
        }
    }
}

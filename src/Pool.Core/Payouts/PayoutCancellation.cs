using Pool.Core.Chain;

namespace Pool.Core.Payouts;

/// <summary>
/// Takes an unknown payout back, step by step: one of its inputs is spent to the pool itself, and once that spend is deep
/// enough the payout can never be mined and its amounts go back. Every step can be repeated and can die anywhere: the next one
/// goes on from the store's rows and from what the chain says.
/// </summary>
public sealed class PayoutCancellation
{
    private readonly string _holder;
    private readonly PayerPorts _ports;
    private readonly PayerOptions _options;
    private readonly PayerLeaseGuard _lease;
    private readonly TransactionLookup _lookup;
    private readonly WalletRescan _rescan;
    private readonly SpenderSearch _spenders;
    private readonly SelfSpending _spending;

    /// <param name="holder">Name of this payer in the lease; differs from every other process's.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PayoutCancellation(string holder, PayerPorts ports, PayerOptions options, TimeProvider time)
    {
        options.Validate();
        (_holder, _ports, _options) = (holder, ports, options);
        _lease = new PayerLeaseGuard(holder, ports.Store, time, options);
        _lookup = new TransactionLookup(ports.Daemons);
        _rescan = new WalletRescan(ports.Wallet, _lease, options);
        _spenders = new SpenderSearch(ports, _lookup, options);
        _spending = new SelfSpending(holder, ports, _lease, _lookup, _rescan, options);
    }

    /// <summary>Goes on with the cancellation of a batch.</summary>
    /// <param name="dryRun">Only looks and tells: neither books nor wallet nor lease are touched.</param>
    public async Task<CancellationReport> Run(long batch, bool dryRun, CancellationToken cancel)
    {
        var notes = new List<string>();
        CancellationReport report;
        try
        {
            report = (dryRun ? null : await TakeLease(cancel).ConfigureAwait(false))
                ?? await Go(batch, dryRun, notes, cancel).ConfigureAwait(false);
        }
        catch (LeaseLostException lost)
        {
            report = new(CancellationOutcome.LeaseElsewhere, $"{lost.Message}: stop the pool and run this again");
        }
        catch (Exception failure) when (failure is WalletException or WalletUnavailableException or TimeoutException)
        {
            report = Wait(failure.Message);
        }

        return report with { Notes = notes };
    }

    /// <summary>Gives the lease back, so that the pool can start at once.</summary>
    public Task Stop(CancellationToken cancel) => _lease.Release(cancel);

    private async Task<CancellationReport?> TakeLease(CancellationToken cancel) =>
        await _lease.Take(cancel).ConfigureAwait(false) switch
        {
            null => new(
                CancellationOutcome.LeaseElsewhere,
                "a running pool may pay from this wallet: stop the pool first. If it was killed, its lease ends within "
                + $"{_options.LeaseLength.TotalMinutes:F0} min"),
            { } rest when rest > TimeSpan.Zero => new(
                CancellationOutcome.WaitingOut,
                $"the lease is fresh: waiting {rest.TotalSeconds:F0} s for the end of a predecessor's last wallet call",
                RunAgainIn: rest),
            _ => null,
        };

    private async Task<CancellationReport> Go(long id, bool dryRun, List<string> notes, CancellationToken cancel)
    {
        if (await _ports.Store.Find(id, cancel).ConfigureAwait(false) is not { } batch)
        {
            return Refuse($"the books have no payout {id}");
        }

        if (batch.State != PayoutState.Unknown)
        {
            return Refuse(batch.State == PayoutState.Cancelled
                ? $"payout {id} is cancelled already: {batch.Note}"
                : $"payout {id} is {batch.State}; only an Unknown one can be cancelled");
        }

        var transaction = batch.Transaction
            ?? throw new InvalidOperationException($"payout {id} is {batch.State} and the store has no transaction for it");
        var chain = await ChainSurvey.Take(_ports.Daemons, cancel).ConfigureAwait(false);
        if (!chain.Any)
        {
            return Wait($"no healthy daemon: {string.Join("; ", chain.Problems)}");
        }

        if (!dryRun)
        {
            await _ports.Wallet.Refresh(cancel).ConfigureAwait(false);
        }

        return await WhyAlive(id, transaction.Hash, chain, cancel).ConfigureAwait(false)
            ?? await GoOn(batch, transaction, chain, dryRun, notes, cancel).ConfigureAwait(false);
    }

    /// <summary>A payout that anybody knows may still be mined: it is not cancelled.</summary>
    private async Task<CancellationReport?> WhyAlive(long id, Hash32 transaction, ChainSurvey chain, CancellationToken cancel)
    {
        var sighting = await _lookup.Find(transaction, chain, cancel).ConfigureAwait(false);
        if (sighting.Known)
        {
            var places = sighting.Nodes.Where(node => node.Place is { Known: true }).Select(node =>
                node.Place!.BlockHeight is { } height ? $"in block {height} of {node.Daemon}" : $"in the mempool of {node.Daemon}");
            return Refuse(
                $"transaction {transaction} of payout {id} is {string.Join(", ", places)}: it is not cancelled. Start the pool; "
                + "the payout goes on by itself");
        }

        if (!sighting.Answered)
        {
            return Wait($"no daemon can be asked for transaction {transaction} of payout {id}");
        }

        var inWallet = await _ports.Wallet.FindTransfer(transaction, cancel).ConfigureAwait(false);
        return inWallet?.State == WalletTransferState.Mined
            ? Refuse(
                $"the wallet says that transaction {transaction} of payout {id} is mined, and no daemon knows it: the wallet's "
                + "daemon and the pool's are on different chains, or one is behind")
            : null;
    }

    private async Task<CancellationReport> GoOn(
        PayoutBatch batch,
        PreparedTransaction transaction,
        ChainSurvey chain,
        bool dryRun,
        List<string> notes,
        CancellationToken cancel)
    {
        var own = (await _ports.Store.ListSelfSpends(cancel).ConfigureAwait(false)).Where(made => made.Batch == batch.Id).ToList();
        return await _spenders.Find(batch, transaction, own, chain, cancel).ConfigureAwait(false) switch
        {
            { IsDeep: true } dead => await TakeBack(batch, dead, dryRun, notes, cancel).ConfigureAwait(false),
            { } spender => new(CancellationOutcome.UnderWay, UnderWay(batch, spender)),
            null => await _spending.GoOn(batch, transaction, own, chain, dryRun, notes, cancel).ConfigureAwait(false),
        };
    }

    private async Task<CancellationReport> TakeBack(
        PayoutBatch batch, Spender spender, bool dryRun, List<string> notes, CancellationToken cancel)
    {
        var reason = $"{spender.Text} spends one of its inputs in block {spender.Height}, {spender.Depth} blocks deep: transaction "
            + $"{batch.Transaction!.Hash} can never be mined";
        if (dryRun)
        {
            return new(CancellationOutcome.WouldDo, $"payout {batch.Id} would be cancelled: {reason}");
        }

        await _ports.Store.Cancel(_holder, batch.Id, reason, cancel).ConfigureAwait(false);
        _ports.TellMoved(batch, PayoutState.Cancelled, reason);
        await _rescan.Try(notes, cancel).ConfigureAwait(false);
        return new(
            CancellationOutcome.Cancelled,
            $"payout {batch.Id} is cancelled and {batch.Gross} atomic units went back to {batch.Items.Count} miners: {reason}");
    }

    private string UnderWay(PayoutBatch batch, Spender spender)
    {
        var place = spender.Height is { } height
            ? $"in block {height}, {spender.Depth} blocks deep of {_options.Confirmations} by the daemon furthest behind"
            : "not in a block yet, or not in the same one by every daemon";
        return $"{spender.Text}, which spends an input of payout {batch.Id}, is {place}. Run this again later";
    }

    private static CancellationReport Refuse(string text) => new(CancellationOutcome.Refused, text);

    private static CancellationReport Wait(string text) => new(CancellationOutcome.Waiting, $"{text}. Run this again");
}

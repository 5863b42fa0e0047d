using Pool.Core.Chain;
using Pool.Core.Ledger;
using Pool.Core.Stats;

namespace Pool.Core.Payouts;

/// <summary>
/// Pays miners: Planned → Prepared → RelayStarted → Seen → Confirmed, or Unknown. A run first settles what is open, then
/// compares the wallet with the books, and only then plans anew, one batch at a time.
/// </summary>
/// <remarks>
/// The host calls <see cref="Settle"/> every minute, which also renews the lease, and <see cref="Run"/> once per payout
/// interval; a second one at the same time is turned away. A run can die anywhere: the next one, here or elsewhere, goes on
/// from the store's rows.
/// </remarks>
public sealed class Payer
{
    private readonly PayerPorts _ports;
    private readonly PayerLeaseGuard _lease;
    private readonly PayoutSettlement _settlement;
    private readonly OutgoingReconciliation _reconciliation;
    private readonly PayoutPlanner _planner;
    private readonly PayoutRelay _relay;
    private readonly ProblemLog _problems;
    private int _running;

    /// <param name="holder">Name of this payer in the lease; differs from every other process's.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Payer(string holder, PayerPorts ports, PayerOptions options, TimeProvider time, HealthBoard health)
    {
        options.Validate();
        _ports = ports;
        _lease = new PayerLeaseGuard(holder, ports.Store, time, options);
        var lookup = new TransactionLookup(ports.Daemons);
        var rescan = new WalletRescan(ports.Wallet, _lease, options);
        _settlement = new PayoutSettlement(holder, ports, lookup, rescan, options);
        _reconciliation = new OutgoingReconciliation(ports);
        var preparation = new PayoutPreparation(ports.Wallet, _lease, options);
        _planner = new PayoutPlanner(holder, ports, lookup, preparation, rescan, options);
        _relay = new PayoutRelay(holder, ports, _lease, lookup, _settlement, rescan, options);
        _problems = new ProblemLog("payouts", ports.Events, health);
    }

    /// <summary>Settles, reconciles, and pays who is due.</summary>
    public Task<PayoutRunReport> Run(CancellationToken cancel) => Report(plan: true, cancel);

    /// <summary>Settles and reconciles; plans nothing new.</summary>
    public Task<PayoutRunReport> Settle(CancellationToken cancel) => Report(plan: false, cancel);

    /// <summary>Gives the lease back, so that the next payer need not wait for its end.</summary>
    public Task Stop(CancellationToken cancel) => _lease.Release(cancel);

    private async Task<PayoutRunReport> Report(bool plan, CancellationToken cancel)
    {
        // The lease tells processes apart, not two runs of one process.
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return new(PayoutRunOutcome.LeaseElsewhere, "another run of this payer is under way");
        }

        try
        {
            return await GoAndTell(plan, cancel).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task<PayoutRunReport> GoAndTell(bool plan, CancellationToken cancel)
    {
        var notes = new List<string>();
        PayoutRunReport report;
        try
        {
            report = await Go(plan, notes, cancel).ConfigureAwait(false);
        }
        catch (LeaseLostException lost)
        {
            report = new(PayoutRunOutcome.LeaseLost, lost.Message);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            report = new(PayoutRunOutcome.Failed, failure.Message);
        }

        report = report with { Notes = notes };
        _problems.Settle(report.Problem ? [report.Text, .. notes] : notes, report.Text);
        return report;
    }

    private async Task<PayoutRunReport> Go(bool plan, List<string> notes, CancellationToken cancel)
    {
        switch (await _lease.Take(cancel).ConfigureAwait(false))
        {
            case null:
                return new(PayoutRunOutcome.LeaseElsewhere, "another payer holds the lease");
            case { } rest when rest > TimeSpan.Zero:
                return new(
                    PayoutRunOutcome.WaitingOut,
                    $"the lease is fresh: waiting {rest.TotalSeconds:F0} s for the end of a predecessor's last wallet call",
                    RunAgainIn: rest);
        }

        var chain = await ChainSurvey.Take(_ports.Daemons, cancel).ConfigureAwait(false);
        if (!chain.Any)
        {
            return new(PayoutRunOutcome.Waiting, $"no healthy daemon: {string.Join("; ", chain.Problems)}");
        }

        await _settlement.Settle(chain, notes, cancel).ConfigureAwait(false);
        await _ports.Wallet.Refresh(cancel).ConfigureAwait(false);
        await _reconciliation.Run(chain.Height, cancel).ConfigureAwait(false);
        if (await WhyHeld(cancel).ConfigureAwait(false) is { } reason)
        {
            return new(PayoutRunOutcome.Held, reason);
        }

        return await GoOn(chain, notes, cancel).ConfigureAwait(false)
            ?? (plan
                ? await Pay(chain, notes, cancel).ConfigureAwait(false)
                : new(PayoutRunOutcome.Settled, "nothing is open"));
    }

    /// <summary>One batch per wallet between Prepared and Confirmed: the wallet reserves no inputs.</summary>
    private async Task<PayoutRunReport?> GoOn(ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var open = await _ports.Store.ListOpen(cancel).ConfigureAwait(false);
        if (open.FirstOrDefault(batch => batch.State != PayoutState.Prepared) is { } underWay)
        {
            return new(
                PayoutRunOutcome.BatchOpen, $"payout {underWay.Id} is {underWay.State}; no other is planned meanwhile", underWay.Id);
        }

        return open.Count > 0 ? await _relay.Resume(open[0], chain, notes, cancel).ConfigureAwait(false) : null;
    }

    private async Task<PayoutRunReport> Pay(ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var balances = await _ports.Ledger.ReadBalances(cancel).ConfigureAwait(false);
        var owed = Accounts.Liabilities(balances);
        var wallet = await _ports.Wallet.GetBalance(cancel).ConfigureAwait(false);
        if (wallet.Total < owed)
        {
            return new(
                PayoutRunOutcome.Insolvent,
                $"the wallet holds {wallet.Total} and the pool owes {owed} atomic units: nothing is paid. Check that the wallet "
                + "is the right one and has read the whole chain, then run `pool audit`");
        }

        var plan = await _planner.Plan(chain, notes, cancel).ConfigureAwait(false);
        return plan.Prepared is { } prepared
            ? await _relay.Relay(prepared, chain, notes, cancel).ConfigureAwait(false)
            : plan.Report!;
    }

    /// <summary>Why nothing may be sent: a person's or the pool's own hold, or a credited block that is gone.</summary>
    private async Task<string?> WhyHeld(CancellationToken cancel)
    {
        if (await _ports.Store.ReadHold(cancel).ConfigureAwait(false) is { } hold)
        {
            return $"payouts are paused: {hold.Reason}";
        }

        var undecided = await _ports.Journal.ListUndecided(cancel).ConfigureAwait(false);
        return undecided.FirstOrDefault(block => block.Missing) is { } missing
            ? $"credited block {missing.Hash} at height {missing.Height} is missing on the main chain: wait until it is back, or "
                + $"run `pool block reverse {missing.Hash} --reason TEXT`"
            : null;
    }
}

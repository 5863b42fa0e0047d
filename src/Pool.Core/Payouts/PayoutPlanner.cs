using Pool.Core.Chain;
using Pool.Core.Miners;
using Pool.Core.Stats;

namespace Pool.Core.Payouts;

/// <summary>
/// Chooses payees and has the wallet build their transaction. What a payee is to blame for sets that payee aside and the
/// others are paid; what the wallet is to blame for drops the plan until the next run.
/// </summary>
internal sealed class PayoutPlanner(
    string holder,
    PayerPorts ports,
    TransactionLookup lookup,
    PayoutPreparation preparation,
    WalletRescan rescan,
    PayerOptions options)
{
    /// <summary>Balances read per place in the batch, so that integrated addresses and skipped payees leave no hole.</summary>
    private const int Lookahead = 8;

    public async Task<PlanResult> Plan(ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var limit = Math.Min(options.MaxPayees, ports.Wallet.MaxDestinations);
        var skip = new HashSet<long>();
        for (var plan = 1; plan <= options.MaxPlansPerRun; plan++)
        {
            var due = await ports.Store.ListPayable(options.MinimumPayout, (limit * Lookahead) + skip.Count, cancel)
                .ConfigureAwait(false);
            var payees = PayeeSelection.Choose(due, limit, skip, ports.IsIntegrated);
            if (payees.Count == 0)
            {
                return Stop(PayoutRunOutcome.NothingDue, $"no balance of {options.MinimumPayout} or more can be paid now");
            }

            var batch = await ports.Store.Plan(holder, payees, cancel).ConfigureAwait(false);
            var result = await preparation.Prepare(payees, cancel).ConfigureAwait(false);
            if (result is PreparationResult.Ready ready)
            {
                return await Store(batch, ready, chain, notes, cancel).ConfigureAwait(false);
            }

            if (result is PreparationResult.Wait wait)
            {
                return await Wait(batch, wait, notes, cancel).ConfigureAwait(false);
            }

            limit = await Shrink(batch, payees, result, limit, skip, notes, cancel).ConfigureAwait(false);
        }

        return Stop(PayoutRunOutcome.Waiting, $"no plan worked in {options.MaxPlansPerRun} tries; the next run goes on");
    }

    private async Task<PlanResult> Store(
        PayoutBatch batch, PreparationResult.Ready ready, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        // A wallet with a wrong view of its outputs is found out here, before anything is reserved or sent.
        var spent = await lookup.AnySpent(ready.Transaction.KeyImages, cancel).ConfigureAwait(false);
        if (spent is not false)
        {
            var reason = spent is true ? "the wallet chose outputs that are spent already" : "no daemon can be asked about the inputs";
            return await Wait(batch, new PreparationResult.Wait(reason, Rescan: spent is true), notes, cancel)
                .ConfigureAwait(false);
        }

        await ports.Store.MarkPrepared(holder, batch.Id, ready.Transaction, ready.Items, chain.Height, cancel)
            .ConfigureAwait(false);
        var prepared = batch with
        {
            State = PayoutState.Prepared,
            Items = ready.Items,
            Transaction = ready.Transaction,
            PreparedAtHeight = chain.Height,
        };
        ports.TellMoved(prepared, PayoutState.Prepared);
        return new PlanResult(prepared, null);
    }

    private async Task<PlanResult> Wait(
        PayoutBatch batch, PreparationResult.Wait wait, List<string> notes, CancellationToken cancel)
    {
        await ports.Store.Drop(holder, batch.Id, wait.Reason, cancel).ConfigureAwait(false);
        if (wait.Rescan)
        {
            await rescan.Try(notes, cancel).ConfigureAwait(false);
        }

        return Stop(PayoutRunOutcome.Waiting, wait.Reason);
    }

    /// <summary>Drops the plan and makes the next one differ: a payee set aside, left out of this run, or half as many.</summary>
    /// <returns>The next plan's limit.</returns>
    private async Task<int> Shrink(
        PayoutBatch batch,
        IReadOnlyList<Payable> payees,
        PreparationResult result,
        int limit,
        HashSet<long> skip,
        List<string> notes,
        CancellationToken cancel)
    {
        await ports.Store.Drop(holder, batch.Id, "planned again with other payees", cancel).ConfigureAwait(false);
        switch (result)
        {
            case PreparationResult.CannotBearFee small:
                skip.UnionWith(small.Payees.Select(payee => payee.Account));
                return limit;
            case PreparationResult.BadAddress bad when Blamed(bad, payees) is { } payee:
                await SetAside(payee, bad.Reason, cancel).ConfigureAwait(false);
                return limit;
            case PreparationResult.TooLarge large when payees.Count == 1:
                skip.Add(payees[0].Account);
                notes.Add($"{MinerAddress.Shorten(payees[0].Address)} is due {payees[0].Balance}, which does not fit in one "
                    + $"transaction ({large.Reason}): join the wallet's outputs by sending them to itself");
                return limit;
            default:
                return payees.Count / 2;
        }
    }

    /// <summary>The payee whose address the wallet named, or the only one there is.</summary>
    private static Payable? Blamed(PreparationResult.BadAddress bad, IReadOnlyList<Payable> payees) =>
        payees.FirstOrDefault(payee => payee.Address == bad.Address) ?? (payees.Count == 1 ? payees[0] : null);

    private async Task SetAside(Payable payee, string reason, CancellationToken cancel)
    {
        var text = $"the wallet refuses this address: {reason}";
        await ports.Store.HoldPayee(holder, payee.Account, text, cancel).ConfigureAwait(false);
        ports.Events.Tell(new LiveEvent.PayeeSetAside(payee.Account, payee.Address, text));
    }

    private static PlanResult Stop(PayoutRunOutcome outcome, string text) => new(null, new PayoutRunReport(outcome, text));
}

using Pool.Core.Chain;

namespace Pool.Core.Payouts;

/// <summary>Brings a transaction to the network that spends an input of an unknown payout to the pool itself.</summary>
internal sealed class SelfSpending(
    string holder, PayerPorts ports, PayerLeaseGuard lease, TransactionLookup lookup, WalletRescan rescan, PayerOptions options)
{
    /// <summary>
    /// Nobody spends an input of the payout yet: hands the stored self-spend in again, or makes one. A second one is made only
    /// when every node refuses the last; however many are mined, they cost the pool a fee each and the payees nothing.
    /// </summary>
    /// <param name="own">The self-spends that were made for this batch, oldest first.</param>
    public async Task<CancellationReport> GoOn(
        PayoutBatch batch,
        PreparedTransaction payout,
        IReadOnlyList<SelfSpend> own,
        ChainSurvey chain,
        bool dryRun,
        List<string> notes,
        CancellationToken cancel)
    {
        if (own.Count > 0)
        {
            if (dryRun)
            {
                return new(CancellationOutcome.WouldDo, $"transaction {own[^1].Transaction} would be handed in again: no daemon has it");
            }

            if (await HandIn(own[^1], chain, notes, cancel).ConfigureAwait(false) is { } report)
            {
                return report;
            }
        }

        var (input, problem) = await FindUnspent(batch, payout, cancel).ConfigureAwait(false);
        if (input is not { } unspent)
        {
            return new(CancellationOutcome.Waiting, problem!);
        }

        return dryRun
            ? new(CancellationOutcome.WouldDo, $"input {unspent} of payout {batch.Id} would be spent to the pool itself")
            : await Make(batch, unspent, chain, notes, cancel).ConfigureAwait(false);
    }

    private async Task<(Hash32? Input, string? Problem)> FindUnspent(
        PayoutBatch batch, PreparedTransaction payout, CancellationToken cancel)
    {
        foreach (var input in payout.KeyImages)
        {
            switch (await lookup.AnySpent([input], cancel).ConfigureAwait(false))
            {
                case null:
                    return (null, $"no daemon can be asked about the inputs of payout {batch.Id}. Run this again");
                case false:
                    return (input, null);
            }
        }

        return (null, $"every input of payout {batch.Id} is spent, by transactions that neither the books nor the wallet know. The "
            + "wallet learns of them when they are mined: run this again then. If it does not help, the wallet's daemon is behind");
    }

    private async Task<CancellationReport> Make(
        PayoutBatch batch, Hash32 input, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        // The wallet may count the input as spent by the payout that nobody has.
        await rescan.Try(notes, cancel).ConfigureAwait(false);
        await lease.Require(options.PrepareDeadline, "sweep_single", cancel).ConfigureAwait(false);
        var made = await ports.Wallet.PrepareSelfSpend(input, cancel).ConfigureAwait(false);
        await lease.Require(options.RelayDeadline, "relay_tx", cancel).ConfigureAwait(false);
        await ports.Store.RecordSelfSpend(holder, batch.Id, made, cancel).ConfigureAwait(false);

        // The commit may have taken its time. If the lease is too short now, the next run hands in the bytes.
        await lease.Require(options.RelayDeadline, "relay_tx", cancel).ConfigureAwait(false);
        var relayed = await Relay(made, notes, cancel).ConfigureAwait(false);
        if (!relayed && !(await lookup.Find(made.Hash, chain, cancel).ConfigureAwait(false)).Known)
        {
            await lookup.Send(made.Blob, cancel).ConfigureAwait(false);
        }

        var sighting = await lookup.Find(made.Hash, chain, cancel).ConfigureAwait(false);
        return UnderWay(
            batch.Id,
            made.Hash,
            $"spends an input of payout {batch.Id} to the pool itself, for a fee of {made.Fee} atomic units that the pool bears",
            sighting.Known ? "was relayed" : "is stored, and no daemon shows it yet");
    }

    /// <summary>Once per self-spend, ever.</summary>
    /// <returns>False when nobody can tell.</returns>
    private async Task<bool> Relay(PreparedTransaction made, List<string> notes, CancellationToken cancel)
    {
        try
        {
            await ports.Wallet.Relay(made.Metadata, cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is WalletException or WalletUnavailableException)
        {
            notes.Add($"relay_tx of {made.Hash} ended with '{failure.Message}': looked up, and its bytes handed in if it is nowhere");
            return false;
        }
    }

    /// <returns>Null when every node refuses it.</returns>
    private async Task<CancellationReport?> HandIn(SelfSpend made, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var answers = await lookup.Send(made.Blob, cancel).ConfigureAwait(false);
        var sighting = await lookup.Find(made.Transaction, chain, cancel).ConfigureAwait(false);
        if (sighting.Known || answers.Count == 0 || answers.Any(answer => answer.Taken))
        {
            return UnderWay(
                made.Batch, made.Transaction, $"spends an input of payout {made.Batch} to the pool itself",
                sighting.Known ? "was handed in again" : "was handed in again, and no daemon shows it yet");
        }

        notes.Add($"every daemon refuses the self-spend {made.Transaction}: "
            + string.Join("; ", answers.Select(answer => answer.Refusal).Distinct()));
        return null;
    }

    private CancellationReport UnderWay(long batch, Hash32 transaction, string what, string state) => new(
        CancellationOutcome.UnderWay,
        $"transaction {transaction} {state}; it {what}. Run `pool payouts cancel {batch}` again when it is {options.Confirmations} "
        + "blocks deep");
}

using Pool.Core.Chain;

namespace Pool.Core.Payouts;

/// <summary>Takes a prepared batch to the network: relay_tx at most once per batch, ever.</summary>
internal sealed class PayoutRelay(
    string holder,
    PayerPorts ports,
    PayerLeaseGuard lease,
    TransactionLookup lookup,
    PayoutSettlement settlement,
    WalletRescan rescan,
    PayerOptions options)
{
    /// <summary>
    /// A batch that an earlier run left Prepared. RelayStarted is committed before relay_tx, so it was never relayed: it goes
    /// on if it can still be valid, else its amounts go back.
    /// </summary>
    /// <returns>What became of it.</returns>
    public async Task<PayoutRunReport> Resume(
        PayoutBatch batch, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var transaction = batch.Transaction!;
        if (await ports.Wallet.FindTransfer(transaction.Hash, cancel).ConfigureAwait(false) is not null)
        {
            // Books from a backup: the wallet relayed it after that was taken. From here on only its bytes are handed in.
            await ports.Store.MarkRelayStarted(holder, batch.Id, cancel).ConfigureAwait(false);
            await settlement.Resolve(batch with { State = PayoutState.RelayStarted }, chain, notes, cancel)
                .ConfigureAwait(false);
            return new(PayoutRunOutcome.BatchOpen, $"payout {batch.Id} is known to the wallet", batch.Id);
        }

        switch (await lookup.AnySpent(transaction.KeyImages, cancel).ConfigureAwait(false))
        {
            case null:
                return new(PayoutRunOutcome.Waiting, $"no daemon can be asked about the inputs of payout {batch.Id}", batch.Id);
            case true:
                return await CancelUnsent(batch, "an input was spent otherwise before it was relayed", notes, cancel)
                    .ConfigureAwait(false);
        }

        return chain.Height - (batch.PreparedAtHeight ?? chain.Height) >= options.PreparedValidBlocks
            ? await CancelUnsent(
                batch, $"it was prepared {options.PreparedValidBlocks} blocks ago or more and never relayed", notes, cancel)
                .ConfigureAwait(false)
            : await Relay(batch, chain, notes, cancel).ConfigureAwait(false);
    }

    /// <param name="batch">Prepared, and known to be nowhere.</param>
    public async Task<PayoutRunReport> Relay(
        PayoutBatch batch, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        await lease.Require(options.RelayDeadline, "relay_tx", cancel).ConfigureAwait(false);
        await ports.Store.MarkRelayStarted(holder, batch.Id, cancel).ConfigureAwait(false);
        var started = batch with { State = PayoutState.RelayStarted };
        ports.TellMoved(started, PayoutState.RelayStarted);

        // The commit may have taken its time. If the lease is too short now, relay_tx is never called for this batch: the
        // next run finds it nowhere and hands in its bytes.
        await lease.Require(options.RelayDeadline, "relay_tx", cancel).ConfigureAwait(false);
        string? doubt = null;
        try
        {
            await ports.Wallet.Relay(started.Transaction!.Metadata, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            doubt = failure.Message;
        }

        if (doubt is not null)
        {
            notes.Add($"payout {batch.Id}: relay_tx ended with '{doubt}': looked up, and its bytes handed in if it is nowhere");
        }

        await settlement.Resolve(started, chain, notes, cancel).ConfigureAwait(false);
        if (doubt is not null)
        {
            await rescan.Try(notes, cancel).ConfigureAwait(false);
        }

        return new(
            PayoutRunOutcome.Relayed,
            $"payout {batch.Id} with {batch.Items.Count} payees, {batch.Net} atomic units and {started.Transaction!.Fee} fee",
            batch.Id);
    }

    private async Task<PayoutRunReport> CancelUnsent(
        PayoutBatch batch, string reason, List<string> notes, CancellationToken cancel)
    {
        await ports.Store.Cancel(holder, batch.Id, reason, cancel).ConfigureAwait(false);
        ports.TellMoved(batch, PayoutState.Cancelled, reason);
        await rescan.Try(notes, cancel).ConfigureAwait(false);
        return new(PayoutRunOutcome.Waiting, $"payout {batch.Id} was taken back: {reason}", batch.Id, RunAgainIn: TimeSpan.Zero);
    }
}

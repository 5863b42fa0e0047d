using Pool.Core.Chain;

namespace Pool.Core.Payouts;

/// <summary>
/// Brings every open batch to where the chain says it is. Needs nothing but the store's rows, so that it is the same whether
/// the process died or not. It never plans, prepares or calls relay_tx.
/// </summary>
internal sealed class PayoutSettlement(
    string holder, PayerPorts ports, TransactionLookup lookup, WalletRescan rescan, PayerOptions options)
{
    /// <summary>Settles all open batches, by id.</summary>
    public async Task Settle(ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        foreach (var batch in await ports.Store.ListOpen(cancel).ConfigureAwait(false))
        {
            await Settle(batch, chain, notes, cancel).ConfigureAwait(false);
        }
    }

    private async Task Settle(PayoutBatch batch, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        switch (batch.State)
        {
            case PayoutState.Planned:
                // Nothing is reserved and nothing was stored; a prepared transaction of it was never relayed.
                await ports.Store.Drop(holder, batch.Id, "left over from a run that did not finish", cancel)
                    .ConfigureAwait(false);
                break;
            case PayoutState.Prepared or PayoutState.Unknown:
                await LookOnly(batch, chain, notes, cancel).ConfigureAwait(false);
                break;
            case PayoutState.RelayStarted or PayoutState.Seen:
                await Resolve(batch, chain, notes, cancel).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>A batch whose transaction must not be handed in by itself: only where it is counts.</summary>
    private async Task LookOnly(PayoutBatch batch, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var sighting = await lookup.Find(Transaction(batch).Hash, chain, cancel).ConfigureAwait(false);
        if (sighting.Known)
        {
            if (batch.State == PayoutState.Prepared)
            {
                // Books from a backup: the batch went on after it was taken.
                await ports.Store.MarkRelayStarted(holder, batch.Id, cancel).ConfigureAwait(false);
            }

            await Saw(batch, sighting, cancel).ConfigureAwait(false);
        }
        else if (batch.State == PayoutState.Unknown)
        {
            notes.Add($"payout {batch.Id} is still unknown: {batch.Note}");
        }
    }

    /// <summary>
    /// A batch for which relay_tx may have been called: looked up, and if it is nowhere, its stored bytes are handed in.
    /// </summary>
    public async Task Resolve(PayoutBatch batch, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var hash = Transaction(batch).Hash;
        var sighting = await lookup.Find(hash, chain, cancel).ConfigureAwait(false);
        if (sighting.Known)
        {
            await Saw(batch, sighting, cancel).ConfigureAwait(false);
            return;
        }

        if (!sighting.Answered)
        {
            notes.Add($"payout {batch.Id}: no daemon can be asked for transaction {hash}");
            return;
        }

        var inWallet = await ports.Wallet.FindTransfer(hash, cancel).ConfigureAwait(false);
        if (inWallet?.State == WalletTransferState.Mined)
        {
            notes.Add($"payout {batch.Id}: the wallet says that transaction {hash} is mined, and no daemon knows it: the wallet's "
                + "daemon and the pool's are on different chains, or one is behind");
            return;
        }

        await HandIn(batch, chain, notes, cancel).ConfigureAwait(false);
    }

    private async Task Saw(PayoutBatch batch, TransactionSighting sighting, CancellationToken cancel)
    {
        var height = sighting.BlockHeight;
        if (batch.State != PayoutState.Seen || batch.MinedHeight != height)
        {
            await ports.Store.MarkSeen(holder, batch.Id, height, cancel).ConfigureAwait(false);
            ports.TellMoved(batch, PayoutState.Seen, height is null ? null : $"in block {height}");
        }

        if (sighting.IsDeep(options.Confirmations))
        {
            await ports.Store.MarkConfirmed(holder, batch.Id, height!.Value, cancel).ConfigureAwait(false);
            ports.TellMoved(batch, PayoutState.Confirmed, $"in block {height}");
        }
    }

    private async Task HandIn(PayoutBatch batch, ChainSurvey chain, List<string> notes, CancellationToken cancel)
    {
        var transaction = Transaction(batch);
        var answers = await lookup.Send(transaction.Blob, cancel).ConfigureAwait(false);

        // Inputs first, place second: if the transaction itself spent them meanwhile, the second look finds it.
        var refusedAsSpent = answers.Any(answer => answer.DoubleSpend) && !answers.Any(answer => answer.Taken);
        var spent = refusedAsSpent && await lookup.AnySpent(transaction.KeyImages, cancel).ConfigureAwait(false) is true;
        var sighting = await lookup.Find(transaction.Hash, chain, cancel).ConfigureAwait(false);
        if (sighting.Known)
        {
            await Saw(batch, sighting, cancel).ConfigureAwait(false);
        }
        else if (spent)
        {
            await GiveUp(batch, $"transaction {transaction.Hash} is nowhere, and another one spends its inputs", notes, cancel)
                .ConfigureAwait(false);
        }
        else if (answers.Count > 0 && !answers.Any(answer => answer.Taken))
        {
            var refusals = string.Join("; ", answers.Select(answer => answer.Refusal).Distinct());
            await Refused(batch, chain, refusals, notes, cancel).ConfigureAwait(false);
        }
        else
        {
            notes.Add($"payout {batch.Id}: transaction {transaction.Hash} was handed in again and is not seen yet");
        }

        await rescan.Try(notes, cancel).ConfigureAwait(false);
    }

    private async Task Refused(
        PayoutBatch batch, ChainSurvey chain, string refusals, List<string> notes, CancellationToken cancel)
    {
        var text = $"every daemon refuses transaction {Transaction(batch).Hash}: {refusals}";
        if (chain.Height - (batch.PreparedAtHeight ?? chain.Height) >= options.GiveUpBlocks)
        {
            await GiveUp(batch, text, notes, cancel).ConfigureAwait(false);
        }
        else
        {
            notes.Add($"payout {batch.Id}: {text}. It is handed in again at every run");
        }
    }

    private async Task GiveUp(PayoutBatch batch, string reason, List<string> notes, CancellationToken cancel)
    {
        var advice = $"{reason}. Its amounts stay reserved; `pool payouts cancel {batch.Id}` makes sure that it can never be "
            + "mined and then gives them back";
        await ports.Store.MarkUnknown(holder, batch.Id, advice, cancel).ConfigureAwait(false);
        ports.TellMoved(batch, PayoutState.Unknown, advice);
        notes.Add($"payout {batch.Id}: {advice}");
    }

    private static PreparedTransaction Transaction(PayoutBatch batch) =>
        batch.Transaction
        ?? throw new InvalidOperationException($"payout {batch.Id} is {batch.State} and the store has no transaction for it");
}

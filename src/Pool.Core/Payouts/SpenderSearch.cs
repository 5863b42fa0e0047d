using Pool.Core.Chain;

namespace Pool.Core.Payouts;

/// <summary>A transaction, not the payout's own, that spends one of the payout's inputs.</summary>
/// <param name="Height">Of its block, when every node that sees it mined names the same one.</param>
/// <param name="Depth">Blocks on top of it by the healthy node furthest behind.</param>
/// <param name="IsDeep">Every healthy node has it in that block, deep enough.</param>
internal sealed record Spender(string Text, long? Height, long Depth, bool IsDeep);

/// <summary>
/// Finds what else spends a payout's inputs. Nodes tell that a key image is spent but not by what; so the pool's own self-spends
/// and what the wallet saw leave are asked for their inputs. The chain is believed, not what a transaction was made for.
/// </summary>
internal sealed class SpenderSearch(PayerPorts ports, TransactionLookup lookup, PayerOptions options)
{
    /// <returns>The deepest one, or null when no node has any.</returns>
    public async Task<Spender?> Find(
        PayoutBatch batch, PreparedTransaction payout, IReadOnlyList<SelfSpend> own, ChainSurvey chain, CancellationToken cancel)
    {
        // Its inputs were unspent when it was prepared, so that only a reorganisation as deep as a confirmation puts a spend lower.
        var from = Math.Max(0, (batch.PreparedAtHeight ?? 0) - options.Confirmations);
        var left = await ports.Wallet.ListOutgoing(from, cancel).ConfigureAwait(false);
        var candidates = own.Select(made => made.Transaction)
            .Concat(left.Where(sent => sent.State != WalletTransferState.Failed).Select(sent => sent.Hash))
            .Where(hash => hash != payout.Hash)
            .Distinct();
        var images = payout.KeyImages.ToHashSet();
        var found = new List<Spender>();
        foreach (var hash in candidates)
        {
            if (await lookup.FindInputs(hash, cancel).ConfigureAwait(false) is { } inputs && images.Overlaps(inputs))
            {
                var sighting = await lookup.Find(hash, chain, cancel).ConfigureAwait(false);
                found.Add(Describe(hash, own.Any(made => made.Transaction == hash), sighting, chain));
            }
        }

        return found.OrderByDescending(spender => spender.IsDeep).ThenByDescending(spender => spender.Depth).FirstOrDefault();
    }

    private Spender Describe(Hash32 hash, bool isOwn, TransactionSighting sighting, ChainSurvey chain)
    {
        var text = $"the {(isOwn ? "pool's own" : "wallet's")} transaction {hash}";
        var height = sighting.BlockHeight;
        return new Spender(text, height, height is { } at ? chain.DepthOf(at) : -1, sighting.IsDeep(options.Confirmations));
    }
}

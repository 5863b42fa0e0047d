using Pool.Core.Blocks;
using Pool.Core.Chain;
using Pool.Core.Payouts;

namespace Pool.Core.Ledger;

/// <summary>Reads what an audit compares. Changes nothing.</summary>
internal sealed class AuditReader(AuditPorts ports)
{
    /// <summary>Batches per page.</summary>
    private const int Page = 500;

    /// <summary>Balances and sums are two reads; a credit between them is told from a fault by reading again.</summary>
    private const int Attempts = 3;

    public async Task<AuditFacts> Read(ChainSurvey chain, CancellationToken cancel)
    {
        await ports.Wallet.Refresh(cancel).ConfigureAwait(false);
        var (balances, sums) = await ReadLedger(cancel).ConfigureAwait(false);
        var credits = await ports.Ledger.ReadBlockCredits(cancel).ConfigureAwait(false);
        var (coinbases, unread) = await ReadCoinbases(chain, cancel).ConfigureAwait(false);
        var firstBlock = coinbases.Count == 0 ? chain.Height : coinbases.Min(coinbase => coinbase.Block.Height);
        var income = await ports.Wallet.ListCoinbase(firstBlock, cancel).ConfigureAwait(false);
        var batches = await ReadBatches(cancel).ConfigureAwait(false);
        var firstBatch = batches.Min(batch => batch.PreparedAtHeight)
            ?? await ports.Store.ReadReconcileHeight(chain.Height, cancel).ConfigureAwait(false);
        var outgoing = await ports.Wallet.ListOutgoing(firstBatch, cancel).ConfigureAwait(false);
        var known = await ports.Store.ListTransactions(cancel).ConfigureAwait(false);
        var wallet = await ports.Wallet.GetBalance(cancel).ConfigureAwait(false);
        return new AuditFacts(
            balances,
            sums,
            credits,
            coinbases,
            unread,
            income,
            batches,
            known,
            [.. outgoing.GroupBy(sent => sent.Hash).Select(Best)],
            wallet);
    }

    /// <summary>A wallet may list one transaction as mined and as failed.</summary>
    private static WalletTransfer Best(IGrouping<Hash32, WalletTransfer> entries) =>
        entries.MaxBy(entry => entry.State switch
        {
            WalletTransferState.Mined => 2,
            WalletTransferState.Pending => 1,
            _ => 0,
        })!;

    private async Task<(IReadOnlyDictionary<string, long> Balances, IReadOnlyDictionary<string, long> Sums)> ReadLedger(
        CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var balances = await ports.Ledger.ReadBalances(cancel).ConfigureAwait(false);
            var sums = await ports.Ledger.SumTransfers(cancel).ConfigureAwait(false);
            if (attempt == Attempts || LedgerChecks.Differences(balances, sums).Count == 0)
            {
                return (balances, sums);
            }
        }
    }

    private async Task<(IReadOnlyList<BookedCoinbase> Coinbases, IReadOnlyList<string> Unread)> ReadCoinbases(
        ChainSurvey chain, CancellationToken cancel)
    {
        var read = new List<BookedCoinbase>();
        var unread = new List<string>();
        foreach (var block in await ports.Journal.ListWatched(0, cancel).ConfigureAwait(false))
        {
            var (found, problem) = await ReadCoinbase(block, chain, cancel).ConfigureAwait(false);
            if (found is not null)
            {
                read.Add(new BookedCoinbase(block, found, chain.DepthOf(block.Height)));
            }
            else if (block.State == BlockState.Credited)
            {
                unread.Add($"credited block {block.Hash} at height {block.Height}: {problem}");
            }
        }

        return (read, unread);
    }

    private async Task<(CoinbaseReading? Reading, string? Problem)> ReadCoinbase(
        PoolBlock block, ChainSurvey chain, CancellationToken cancel)
    {
        string? problem = null;
        foreach (var (daemon, _) in chain.Healthy)
        {
            try
            {
                var found = await daemon.GetBlockByHeight(block.Height, cancel).ConfigureAwait(false);
                if (found is null || found.Hash != block.Hash)
                {
                    problem = $"{daemon.Name} has {found?.Hash.ToString() ?? "no block"} there";
                    continue;
                }

                if (ports.Coinbases.Read(found.Blob, out var unreadable) is { } reading)
                {
                    return (reading, null);
                }

                problem = $"its bytes from {daemon.Name} cannot be read: {unreadable}";
            }
            catch (DaemonUnavailableException unavailable)
            {
                problem = unavailable.Message;
            }
        }

        return (null, problem);
    }

    private async Task<IReadOnlyList<PayoutBatch>> ReadBatches(CancellationToken cancel)
    {
        var batches = new List<PayoutBatch>();
        while (true)
        {
            long? before = batches.Count == 0 ? null : batches[^1].Id;
            var page = await ports.Queries.ReadPayments(before, Page, cancel).ConfigureAwait(false);
            if (page.Count == 0)
            {
                return batches;
            }

            batches.AddRange(page);
        }
    }
}

namespace Pool.Core.Payouts;

/// <summary>
/// Makes the wallet ask again which of its outputs are spent. It follows every doubt about a transaction: a wallet that
/// thinks spent outputs free builds double spends from then on.
/// </summary>
internal sealed class WalletRescan(IWallet wallet, PayerLeaseGuard lease, PayerOptions options)
{
    /// <summary>A wallet that cannot rescan now is noted, no more: inputs are checked against the nodes before each batch.</summary>
    public async Task Try(List<string> notes, CancellationToken cancel)
    {
        await lease.Require(options.RescanDeadline, "rescan_spent", cancel).ConfigureAwait(false);
        try
        {
            await wallet.RescanSpent(cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is WalletException or WalletUnavailableException)
        {
            notes.Add($"the wallet could not rescan its spent outputs: {failure.Message}");
        }
    }
}

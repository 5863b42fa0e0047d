using Pool.Core;
using Pool.Core.Payouts;

namespace Pool.EndToEnd.Host;

internal sealed class KillingWallet(IWallet inner, KillPoint kill) : IWallet
{
    public string Name => inner.Name;

    public int MaxDestinations => inner.MaxDestinations;

    public Task<string> GetAddress(CancellationToken cancel) => inner.GetAddress(cancel);

    public Task<byte[]> GetViewKey(CancellationToken cancel) => inner.GetViewKey(cancel);

    public Task<WalletBalance> GetBalance(CancellationToken cancel) => inner.GetBalance(cancel);

    public Task<PreparedTransaction> Prepare(IReadOnlyList<Destination> destinations, CancellationToken cancel) =>
        inner.Prepare(destinations, cancel);

    public async Task Relay(string metadata, CancellationToken cancel)
    {
        await inner.Relay(metadata, cancel);
        await kill.Pass(Boundary.AfterRelay);
    }

    public Task<WalletTransfer?> FindTransfer(Hash32 transaction, CancellationToken cancel) =>
        inner.FindTransfer(transaction, cancel);

    public Task<IReadOnlyList<WalletTransfer>> ListOutgoing(long fromHeight, CancellationToken cancel) =>
        inner.ListOutgoing(fromHeight, cancel);

    public Task<IReadOnlyList<WalletTransfer>> ListCoinbase(long fromHeight, CancellationToken cancel) =>
        inner.ListCoinbase(fromHeight, cancel);

    public Task<PreparedTransaction> PrepareSelfSpend(Hash32 keyImage, CancellationToken cancel) =>
        inner.PrepareSelfSpend(keyImage, cancel);

    public Task RescanSpent(CancellationToken cancel) => inner.RescanSpent(cancel);

    public Task Refresh(CancellationToken cancel) => inner.Refresh(cancel);
}

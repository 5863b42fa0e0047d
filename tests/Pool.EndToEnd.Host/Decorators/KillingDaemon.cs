using Pool.Core;
using Pool.Core.Chain;

namespace Pool.EndToEnd.Host;

/// <param name="handedIn">Done when a block was taken.</param>
internal sealed class KillingDaemon(IDaemon inner, KillPoint kill, TaskCompletionSource handedIn) : IDaemon
{
    public string Name => inner.Name;

    public Task<DaemonInfo> GetInfo(CancellationToken cancel) => inner.GetInfo(cancel);

    public Task<RawTemplate> GetBlockTemplate(string address, int reserveSize, CancellationToken cancel) =>
        inner.GetBlockTemplate(address, reserveSize, cancel);

    public async Task<SubmitResult> SubmitBlock(ReadOnlyMemory<byte> block, CancellationToken cancel)
    {
        await kill.Pass(Boundary.BeforeBlockIsSubmitted);
        if (kill.Is(Boundary.AfterJournalBeforeSubmit))
        {
            await KillPoint.Never();
        }

        var result = await inner.SubmitBlock(block, cancel);
        handedIn.TrySetResult();
        await kill.Pass(Boundary.AfterSubmitBeforeJournal);
        return result;
    }

    public Task<ChainBlock?> GetBlockByHeight(long height, CancellationToken cancel) => inner.GetBlockByHeight(height, cancel);

    public Task<Hash32?> GetBlockHash(long height, CancellationToken cancel) => inner.GetBlockHash(height, cancel);

    public Task<TransactionPlace> FindTransaction(Hash32 transaction, CancellationToken cancel) =>
        inner.FindTransaction(transaction, cancel);

    public Task<IReadOnlyList<Hash32>?> FindInputs(Hash32 transaction, CancellationToken cancel) =>
        inner.FindInputs(transaction, cancel);

    public Task<SendResult> SendTransaction(ReadOnlyMemory<byte> blob, CancellationToken cancel) =>
        inner.SendTransaction(blob, cancel);

    public Task<IReadOnlyList<KeyImageState>> GetKeyImages(IReadOnlyList<Hash32> keyImages, CancellationToken cancel) =>
        inner.GetKeyImages(keyImages, cancel);
}

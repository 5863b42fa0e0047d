using Pool.Core.Chain;

namespace Pool.Core.Tests.World;

/// <summary>A node of the model. Several may share a chain or follow one of their own.</summary>
internal sealed class ModelDaemon(string name, ModelChain chain) : IDaemon
{
    public string Name => name;

    public ModelChain Chain { get; set; } = chain;

    /// <summary>Does not answer.</summary>
    public bool Away { get; set; }

    public bool Synchronized { get; set; } = true;

    /// <summary>What it says to every submitted block, or null to take it.</summary>
    public string? RefusesBlocks { get; set; }

    /// <summary>What it says to every transaction, or null to judge it.</summary>
    public string? RefusesTransactions { get; set; }

    public Task<DaemonInfo> GetInfo(CancellationToken cancel) =>
        Answer(new DaemonInfo(Chain.Height, Chain.Height, Chain.Tip, 1000, "fakechain", Synchronized, "model"));

    public Task<RawTemplate> GetBlockTemplate(string address, int reserveSize, CancellationToken cancel) =>
        throw new NotSupportedException("the money path asks for no template");

    public Task<SubmitResult> SubmitBlock(ReadOnlyMemory<byte> block, CancellationToken cancel)
    {
        var result = Answer(new SubmitResult(RefusesBlocks));
        if (RefusesBlocks is null)
        {
            // Like monerod: taken means parsed, not that it stands on the main chain.
            Chain.Accept(ModelBlock.Parse(block.Span)!);
        }

        return result;
    }

    public Task<ChainBlock?> GetBlockByHeight(long height, CancellationToken cancel) =>
        Answer(At(height) is { } block
            ? new ChainBlock(height, block.Hash, block.Blob, Chain.Height - 1 - height, DateTimeOffset.UnixEpoch, 1000)
            : null);

    public Task<Hash32?> GetBlockHash(long height, CancellationToken cancel) => Answer(At(height)?.Hash);

    public Task<TransactionPlace> FindTransaction(Hash32 transaction, CancellationToken cancel) =>
        Answer(Chain.Find(transaction));

    public Task<IReadOnlyList<Hash32>?> FindInputs(Hash32 transaction, CancellationToken cancel) =>
        Answer(Chain.Known.FirstOrDefault(known => known.Hash == transaction)?.Inputs);

    public Task<SendResult> SendTransaction(ReadOnlyMemory<byte> blob, CancellationToken cancel) =>
        Away || RefusesTransactions is not null
            ? Answer(new SendResult(false, RefusesTransactions))
            : Answer(Chain.Send(blob));

    public Task<IReadOnlyList<KeyImageState>> GetKeyImages(IReadOnlyList<Hash32> keyImages, CancellationToken cancel) =>
        Answer<IReadOnlyList<KeyImageState>>([.. keyImages.Select(Chain.StateOf)]);

    private ModelBlock? At(long height) => height >= 0 && height < Chain.Height ? Chain.Blocks[(int)height] : null;

    private Task<T> Answer<T>(T value) =>
        Away ? throw new DaemonUnavailableException(name, "away") : Task.FromResult(value);
}

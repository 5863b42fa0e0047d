namespace Pool.Core.Chain;

/// <summary>
/// One node of a coin. Every call has a named deadline of its own and throws
/// <see cref="DaemonUnavailableException"/> when the node cannot be asked (refused, timed out, busy, unreadable answer);
/// what the node decides is a value.
/// </summary>
public interface IDaemon
{
    /// <summary>Host and port, for logs and pages; never a login.</summary>
    string Name { get; }

    Task<DaemonInfo> GetInfo(CancellationToken cancel);

    /// <param name="reserveSize">1 to 127 zero bytes to reserve in the miner transaction.</param>
    Task<RawTemplate> GetBlockTemplate(string address, int reserveSize, CancellationToken cancel);

    /// <summary>Hands a solved block in. Harmless when repeated.</summary>
    Task<SubmitResult> SubmitBlock(ReadOnlyMemory<byte> block, CancellationToken cancel);

    /// <summary>The main chain's block at a height, or null above the tip.</summary>
    Task<ChainBlock?> GetBlockByHeight(long height, CancellationToken cancel);

    /// <summary>The main chain's block id at a height, or null above the tip.</summary>
    Task<Hash32?> GetBlockHash(long height, CancellationToken cancel);

    Task<TransactionPlace> FindTransaction(Hash32 transaction, CancellationToken cancel);

    /// <summary>The key images that a transaction in pool or chain spends, or null when the node does not know it.</summary>
    Task<IReadOnlyList<Hash32>?> FindInputs(Hash32 transaction, CancellationToken cancel);

    /// <summary>Hands a signed transaction in. Harmless when repeated, even after it was mined.</summary>
    Task<SendResult> SendTransaction(ReadOnlyMemory<byte> blob, CancellationToken cancel);

    /// <summary>For each key image whether it is spent, by a block or by a transaction in the pool.</summary>
    Task<IReadOnlyList<KeyImageState>> GetKeyImages(IReadOnlyList<Hash32> keyImages, CancellationToken cancel);
}

/// <summary>The node could not be asked: nothing is known of what became of the call.</summary>
public sealed class DaemonUnavailableException(string daemon, string problem, Exception? inner = null)
    : Exception($"daemon {daemon}: {problem}", inner)
{
    public string Daemon { get; } = daemon;
}

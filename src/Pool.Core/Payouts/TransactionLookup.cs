using Pool.Core.Chain;

namespace Pool.Core.Payouts;

/// <summary>Asks every node of the coin about a transaction and its inputs; a node that is away is no answer.</summary>
internal sealed class TransactionLookup(IReadOnlyList<IDaemon> daemons)
{
    /// <summary>Where each node sees the transaction, in mempool or chain.</summary>
    public async Task<TransactionSighting> Find(Hash32 transaction, ChainSurvey chain, CancellationToken cancel)
    {
        var nodes = new List<NodeSighting>(daemons.Count);
        foreach (var daemon in daemons)
        {
            var place = await Ask<TransactionPlace>(async () => await daemon.FindTransaction(transaction, cancel).ConfigureAwait(false))
                .ConfigureAwait(false);
            var tip = chain.Healthy.FirstOrDefault(node => ReferenceEquals(node.Daemon, daemon))?.Info.Height;
            nodes.Add(new NodeSighting(daemon.Name, place, tip));
        }

        return new TransactionSighting(nodes);
    }

    /// <summary>What a transaction spends, by the first node that knows it; null when none does.</summary>
    public async Task<IReadOnlyList<Hash32>?> FindInputs(Hash32 transaction, CancellationToken cancel)
    {
        foreach (var daemon in daemons)
        {
            var inputs = await Ask<IReadOnlyList<Hash32>>(async () => await daemon.FindInputs(transaction, cancel).ConfigureAwait(false))
                .ConfigureAwait(false);
            if (inputs is not null)
            {
                return inputs;
            }
        }

        return null;
    }

    /// <summary>Whether a node sees one of the inputs spent; null when no node could be asked.</summary>
    public async Task<bool?> AnySpent(IReadOnlyList<Hash32> keyImages, CancellationToken cancel)
    {
        bool? spent = keyImages.Count == 0 ? false : null;
        foreach (var daemon in keyImages.Count == 0 ? [] : daemons)
        {
            var states = await Ask<IReadOnlyList<KeyImageState>>(async () => await daemon.GetKeyImages(keyImages, cancel).ConfigureAwait(false))
                .ConfigureAwait(false);
            if (states is not null)
            {
                spent = spent is true || states.Any(state => state != KeyImageState.Unspent);
            }
        }

        return spent;
    }

    /// <summary>Hands the signed bytes to every node; harmless however often.</summary>
    public async Task<IReadOnlyList<SendResult>> Send(ReadOnlyMemory<byte> blob, CancellationToken cancel)
    {
        var results = new List<SendResult>(daemons.Count);
        foreach (var daemon in daemons)
        {
            var result = await Ask<SendResult>(async () => await daemon.SendTransaction(blob, cancel).ConfigureAwait(false))
                .ConfigureAwait(false);
            if (result is not null)
            {
                results.Add(result);
            }
        }

        return results;
    }

    private static async Task<T?> Ask<T>(Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (DaemonUnavailableException)
        {
            return null;
        }
    }
}

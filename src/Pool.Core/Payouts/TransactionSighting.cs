using Pool.Core.Chain;

namespace Pool.Core.Payouts;

/// <param name="Place">Null when the node could not be asked.</param>
/// <param name="TipHeight">Height of the node's next block; null when it is not healthy.</param>
internal sealed record NodeSighting(string Daemon, TransactionPlace? Place, long? TipHeight);

/// <summary>Where all nodes see a transaction.</summary>
internal sealed record TransactionSighting(IReadOnlyList<NodeSighting> Nodes)
{
    /// <summary>At least one node answered.</summary>
    public bool Answered => Nodes.Any(node => node.Place is not null);

    /// <summary>A node has it, in its mempool or in a block.</summary>
    public bool Known => Nodes.Any(node => node.Place is { Known: true });

    /// <summary>The height of its block, when the nodes that see it mined name the same one.</summary>
    public long? BlockHeight
    {
        get
        {
            var heights = Nodes.Select(node => node.Place?.BlockHeight).OfType<long>().Distinct().ToList();
            return heights.Count == 1 ? heights[0] : null;
        }
    }

    /// <summary>Every healthy node has it in the same block, with so many blocks on top.</summary>
    public bool IsDeep(int confirmations)
    {
        var healthy = Nodes.Where(node => node.TipHeight is not null).ToList();
        return BlockHeight is { } height
            && healthy.Count > 0
            && healthy.All(node => node.Place?.BlockHeight == height && node.TipHeight - 1 - height >= confirmations);
    }
}

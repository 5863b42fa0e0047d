namespace Pool.Core.Chain;

/// <param name="Hash">Null above the node's tip.</param>
public sealed record NodeHash(string Daemon, Hash32? Hash);

/// <summary>What the healthy nodes have at one height.</summary>
/// <param name="Depth">Blocks on top of it by the node furthest behind; negative above its tip.</param>
/// <param name="Complete">Every healthy node answered.</param>
public sealed record HeightOpinion(long Height, long Depth, IReadOnlyList<NodeHash> Said, bool Complete)
{
    /// <summary>The hash that every healthy node has there, or null when one has none, has another or did not answer.</summary>
    public Hash32? Agreed =>
        Complete && Said.Count > 0 && Said.All(said => said.Hash is not null && said.Hash == Said[0].Hash) ? Said[0].Hash : null;

    /// <summary>At least one node has this block on its main chain.</summary>
    public bool Has(Hash32 block) => Said.Any(said => said.Hash == block);

    /// <summary>Some node has it, and none has another at its height.</summary>
    public bool OnMainChain(Hash32 block) => Has(block) && Said.All(said => said.Hash is null || said.Hash == block);

    /// <summary>Every healthy node answered and none of them has the block.</summary>
    public bool Vanished(Hash32 block) => Complete && Said.Count > 0 && !Has(block);

    public override string ToString() =>
        string.Join(", ", Said.Select(said => $"{said.Daemon} has {said.Hash?.ToString() ?? "no block"}"))
        + (Complete ? "" : ", and not every healthy node answered");
}

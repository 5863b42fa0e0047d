using System.Numerics;
using Pool.Hashing;

namespace Pool.CryptoNote.Blocks;

/// <summary>
/// CryptoNote's hash tree over a block's transactions. Of n leaves the first 2c-n stay as they are and the rest are hashed
/// in pairs, which gives c nodes, c the largest power of two below n; from there on it is a plain binary tree.
/// </summary>
public static class TreeHash
{
    /// <summary>The root over <paramref name="leaves"/>; of a single leaf, the leaf.</summary>
    /// <exception cref="ArgumentException">There is no leaf: a block has at least its miner transaction.</exception>
    public static Hash32 Root(IReadOnlyList<Hash32> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfZero(leaves.Count);
        return Fold(leaves[0], Branch(leaves));
    }

    /// <summary>
    /// What the first leaf meets on its way to the root, leaf side first. It depends on the other leaves alone: it stays
    /// when the first one, the miner transaction, changes.
    /// </summary>
    public static Hash32[] Branch(IReadOnlyList<Hash32> leaves)
    {
        var nodes = leaves.ToArray();
        var branch = new List<Hash32>();
        if (nodes.Length > 2)
        {
            nodes = ReduceToPowerOfTwo(nodes, branch);
        }

        while (nodes.Length > 1)
        {
            branch.Add(nodes[1]);
            nodes = ReducePairs(nodes);
        }

        return [.. branch];
    }

    /// <summary>The root, from the first leaf and its branch.</summary>
    public static Hash32 Fold(Hash32 leaf, ReadOnlySpan<Hash32> branch)
    {
        foreach (var sibling in branch)
        {
            leaf = Pair(leaf, sibling);
        }

        return leaf;
    }

    private static Hash32[] ReduceToPowerOfTwo(Hash32[] leaves, List<Hash32> branch)
    {
        var nodes = new Hash32[(int)BitOperations.RoundUpToPowerOf2((uint)leaves.Length) / 2];
        var kept = (2 * nodes.Length) - leaves.Length;
        if (kept == 0)
        {
            branch.Add(leaves[1]);
        }

        leaves.AsSpan(0, kept).CopyTo(nodes);
        for (var i = kept; i < nodes.Length; i++)
        {
            var left = kept + (2 * (i - kept));
            nodes[i] = Pair(leaves[left], leaves[left + 1]);
        }

        return nodes;
    }

    private static Hash32[] ReducePairs(Hash32[] nodes)
    {
        var parents = new Hash32[nodes.Length / 2];
        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = Pair(nodes[2 * i], nodes[(2 * i) + 1]);
        }

        return parents;
    }

    private static Hash32 Pair(Hash32 left, Hash32 right)
    {
        Span<byte> pair = stackalloc byte[2 * Hash32.Size];
        left.CopyTo(pair);
        right.CopyTo(pair[Hash32.Size..]);
        Keccak.Hash256(pair, pair);
        return new Hash32(pair[..Hash32.Size]);
    }
}

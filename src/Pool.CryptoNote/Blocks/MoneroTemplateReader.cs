using Pool.Core.Chain;
using Pool.Core.Templates;
using Pool.CryptoNote.Coins;
using Pool.CryptoNote.Keys;

namespace Pool.CryptoNote.Blocks;

/// <summary>
/// Takes nothing on trust that a node says of its template: what it pays and to whom, where the reserved bytes are, its
/// height and what miners are to hash are read from the block itself.
/// </summary>
public sealed class MoneroTemplateReader(CoinFacts coin, PoolKeys keys) : ITemplateReader
{
    public BlockTemplate? Read(RawTemplate raw, TemplateId id, out string? problem)
    {
        var block = MoneroBlock.Parse(raw.Blob, out problem);
        if (block is null)
        {
            problem = $"the node's template cannot be read: {problem}";
            return null;
        }

        var reserved = ReservedField(block, raw, out problem);
        problem ??= ProblemOf(block, raw);
        if (problem is not null)
        {
            return null;
        }

        return new BlockTemplate(
            id,
            coin.AlgorithmOf(block.MajorVersion)!,
            block.MajorVersion,
            block.MinerTransaction.Height,
            raw.Difficulty,
            raw.Blob,
            reserved.Offset,
            block.PreviousHash,
            raw.SeedHash,
            raw.NextSeedHash,
            block.MinerTransaction.Total);
    }

    private static ExtraField ReservedField(MoneroBlock block, RawTemplate raw, out string? problem)
    {
        problem = null;
        var extra = block.MinerTransaction.Extra;
        var nonces = extra.Nonces.ToArray();
        if (extra.Problem is not null)
        {
            problem = $"the template's extra cannot be read: {extra.Problem}";
        }
        else if (nonces is not [{ Length: ExtraNonce.Size }])
        {
            var found = nonces.Length == 0 ? "none" : string.Join(" and ", nonces.Select(n => n.Length));
            problem = $"the template has not one field of {ExtraNonce.Size} reserved bytes, but {found}";
        }
        else if (raw.ReservedOffset != nonces[0].Offset)
        {
            problem = $"the node says that the reserved bytes begin at {raw.ReservedOffset}; they begin at {nonces[0].Offset}";
        }
        else if (raw.Blob.AsSpan(nonces[0].Offset, nonces[0].Length).ContainsAnyExcept((byte)0))
        {
            problem = "the template's reserved bytes are not zero";
        }

        return problem is null ? nonces[0] : default;
    }

    private string? ProblemOf(MoneroBlock block, RawTemplate raw)
    {
        var miner = block.MinerTransaction;
        if (block.MajorVersion > coin.NewestMajorVersion || coin.AlgorithmOf(block.MajorVersion) is not { } algorithm)
        {
            return $"blocks of version {block.MajorVersion} are unknown; {coin.Name} is known up to version "
                + $"{coin.NewestMajorVersion}: update the pool";
        }

        if (miner.Height != raw.Height)
        {
            return $"the node says height {raw.Height}, the template's miner transaction says {miner.Height}";
        }

        if (miner.UnlockHeight != miner.Height + coin.MaturityBlocks)
        {
            return $"the template's reward unlocks at {miner.UnlockHeight}, not "
                + $"{coin.MaturityBlocks} blocks after {miner.Height}";
        }

        if (block.PreviousHash != raw.PreviousHash)
        {
            return $"the node says that {raw.PreviousHash} precedes the template; its header says {block.PreviousHash}";
        }

        if (raw.Difficulty < 1)
        {
            return $"the node says difficulty {raw.Difficulty}; it is at least 1";
        }

        if (algorithm.StartsWith("rx/", StringComparison.Ordinal) && raw.SeedHash == default)
        {
            return $"the node gave no seed hash, which {algorithm} needs";
        }

        if (raw.HashingBlob is { } given && !block.HashingBlob.AsSpan().SequenceEqual(given))
        {
            return $"the node's hashing blob {Convert.ToHexStringLower(given)} is not that of its template, "
                + Convert.ToHexStringLower(block.HashingBlob);
        }

        var paid = keys.PaidBy(miner);
        return paid == miner.Total && paid > 0
            ? null
            : $"the template pays {paid} of {miner.Total} atomic units to {keys.Address.Shortened}; the node works for another";
    }
}

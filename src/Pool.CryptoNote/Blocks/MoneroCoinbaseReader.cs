using Pool.Core.Chain;
using Pool.Core.Templates;
using Pool.CryptoNote.Keys;

namespace Pool.CryptoNote.Blocks;

/// <summary>Tells from a block alone whether it is the pool's, what it pays, and whose work it was.</summary>
/// <param name="poolTag">See <see cref="PoolTags.PoolTag"/>.</param>
public sealed class MoneroCoinbaseReader(PoolKeys keys, ulong poolTag) : ICoinbaseReader
{
    public CoinbaseReading? Read(ReadOnlySpan<byte> block, out string? problem)
    {
        var parsed = MoneroBlock.Parse(block, out problem);
        if (parsed is null)
        {
            return null;
        }

        var miner = parsed.MinerTransaction;
        return new CoinbaseReading(parsed.Id, miner.Hash, miner.Height, keys.PaidBy(miner), OurWork(block, miner.Extra));
    }

    private ExtraNonce? OurWork(ReadOnlySpan<byte> block, TransactionExtra extra)
    {
        foreach (var field in extra.Nonces.Where(field => field.Length >= ExtraNonce.Size))
        {
            var work = ExtraNonce.Read(block.Slice(field.Offset, field.Length));
            if (work.PoolTag == poolTag)
            {
                return work;
            }
        }

        return null;
    }
}

using Pool.Core.Chain;
using Pool.Core.Rewards;
using Pool.Core.Stats;

namespace Pool.Core.Blocks;

/// <summary>Shares out a mature block: what its own coinbase pays to the pool, by its frozen work, in one transaction.</summary>
public sealed class BlockCrediting(IBlockJournal journal, ICoinbaseReader coinbases, UnlockerOptions options, ILiveEvents events)
{
    /// <param name="block">Frozen, mature, and on the main chain of every healthy node.</param>
    /// <returns>Null when it is credited, else why it cannot be and what to do.</returns>
    public async Task<string?> Credit(PoolBlock block, ChainSurvey chain, CancellationToken cancel)
    {
        var (reading, problem) = await Read(block, chain, cancel).ConfigureAwait(false);
        if (reading is null)
        {
            return problem;
        }

        if (reading.PaidToPool < 1)
        {
            return $"block {block.Hash} at height {block.Height} is in the books, but its coinbase pays nothing to the pool's "
                + "address: not credited. Check that the wallet is the one that the pool mined to";
        }

        var work = await journal.ReadFrozen(block.Hash, cancel).ConfigureAwait(false);
        var split = RewardSplit.Of(reading.PaidToPool, work, options.FeeBasisPoints);
        await journal.Credit(block.Hash, reading.PaidToPool, split.ToTransfers(block.Hash), cancel).ConfigureAwait(false);
        events.Tell(new LiveEvent.BlockCredited(block.Hash, block.Height, reading.PaidToPool, split.Miners.Count));
        if (split.Unshared > 0)
        {
            events.Tell(new LiveEvent.Alarm(
                $"block {block.Hash} at height {block.Height} has no work in the books: {split.Unshared} atomic units went to "
                + "the pool's fee account as unshared-reward. Give them to those who earned them"));
        }

        return null;
    }

    /// <summary>The block as the chain has it, from the first node that gives it whole.</summary>
    private async Task<(CoinbaseReading? Reading, string? Problem)> Read(
        PoolBlock block, ChainSurvey chain, CancellationToken cancel)
    {
        var problem = $"no healthy node gives block {block.Hash} at height {block.Height}: it is credited when one does";
        foreach (var (daemon, _) in chain.Healthy)
        {
            try
            {
                var found = await daemon.GetBlockByHeight(block.Height, cancel).ConfigureAwait(false);
                if (found is null || found.Hash != block.Hash)
                {
                    continue;
                }

                var reading = coinbases.Read(found.Blob, out var unreadable);
                if (reading is not null && reading.BlockHash == block.Hash && reading.Height == block.Height)
                {
                    return (reading, null);
                }

                problem = $"block {block.Hash} at height {block.Height} from {daemon.Name} cannot be read: "
                    + (unreadable ?? $"its bytes are block {reading!.BlockHash} at height {reading.Height}")
                    + ". Not credited; check the node and the pool's coin settings";
            }
            catch (DaemonUnavailableException unavailable)
            {
                problem = $"block {block.Hash} at height {block.Height} waits for its credit: {unavailable.Message}";
            }
        }

        return (null, problem);
    }
}

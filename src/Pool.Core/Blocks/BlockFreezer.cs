using Pool.Core.Rewards;
using Pool.Core.Rounds;
using Pool.Core.Stats;

namespace Pool.Core.Blocks;

/// <summary>Turns the work that counts for a block into rows of its own, so that maturity only multiplies.</summary>
public sealed class BlockFreezer(IBlockJournal journal, UnlockerOptions options, ILiveEvents events)
{
    /// <summary>
    /// Freezes one block. Repeatable: the slices up to its cursor do not change any more, and the first call stays.
    /// </summary>
    public async Task Freeze(PoolBlock block, CancellationToken cancel)
    {
        var work = await Count(block, cancel).ConfigureAwait(false);
        var effort = await journal.ReadEffort(block, cancel).ConfigureAwait(false);
        await journal.Freeze(block.Hash, work, effort, cancel).ConfigureAwait(false);
        events.Tell(new LiveEvent.BlockFrozen(block.Hash, block.Height, effort, work.Count));
    }

    private async Task<IReadOnlyList<AccountWork>> Count(PoolBlock block, CancellationToken cancel)
    {
        if (block.Scheme != RewardScheme.Pplns)
        {
            throw new InvalidOperationException(
                $"block {block.Hash} has reward scheme {(int)block.Scheme}, which this version does not know: upgrade the pool");
        }

        var cut = new PplnsCut(Pplns.Window(block.Difficulty, options.WindowThousandths));
        await foreach (var slice in journal.ReadSlices(block, cancel).ConfigureAwait(false))
        {
            if (cut.Add(slice))
            {
                break;
            }
        }

        return cut.Read();
    }
}

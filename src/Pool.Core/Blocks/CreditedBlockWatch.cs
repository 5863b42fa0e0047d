using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.Core.Stats;

namespace Pool.Core.Blocks;

/// <summary>Stops payouts when a block that was already shared out is no longer on the chain.</summary>
public sealed class CreditedBlockWatch(IBlockJournal journal, IPayoutStore payouts, ILiveEvents events)
{
    /// <returns>What is wrong with the block, or null.</returns>
    public async Task<string?> Look(PoolBlock block, HeightOpinion opinion, CancellationToken cancel)
    {
        if (opinion.Vanished(block.Hash))
        {
            return await Stop(block, opinion, cancel).ConfigureAwait(false);
        }

        if (opinion.Agreed == block.Hash)
        {
            if (!block.OnMainChain || block.Missing || block.Depth != opinion.Depth)
            {
                await journal.SetChainView(block.Hash, true, opinion.Depth, missing: false, cancel).ConfigureAwait(false);
            }

            return block.Missing
                ? $"credited block {block.Hash} at height {block.Height} is back on the main chain: do not reverse it; "
                    + "run `pool payouts release` if payouts are paused for it alone"
                : null;
        }

        // Some have it and some do not, or one did not answer: nothing is proven, and a missing mark stays.
        return opinion.Complete
            ? $"the nodes disagree about credited block {block.Hash} at height {block.Height}: {opinion}. Find out which of "
                + "them is on a fork and stop it"
            : null;
    }

    /// <summary>Repeated at every step while the block is missing, so that a kill between the two writes leaves no gap.</summary>
    private async Task<string> Stop(PoolBlock block, HeightOpinion opinion, CancellationToken cancel)
    {
        var reason = $"credited block {block.Hash} at height {block.Height} is no longer on the main chain ({opinion}). When "
            + $"that is certain, run `pool block reverse {block.Hash} --reason TEXT` and then `pool payouts release`";
        var held = await payouts.ReadHold(cancel).ConfigureAwait(false) is not null;
        await payouts.Hold(reason, cancel).ConfigureAwait(false);
        if (!block.Missing)
        {
            await journal.SetChainView(block.Hash, false, block.Depth, missing: true, cancel).ConfigureAwait(false);
            events.Tell(new LiveEvent.BlockMissing(block.Hash, block.Height));
        }

        if (!held)
        {
            events.Tell(new LiveEvent.PayoutsHeld(reason));
        }

        return reason;
    }
}

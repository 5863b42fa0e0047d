using Pool.Core.Chain;
using Pool.Core.Rewards;
using Pool.Core.Templates;

namespace Pool.Core.Blocks;

/// <summary>Books a block that carries the pool's tag, when the books lack it, with its finder by the account tag.</summary>
internal sealed class FoundBlockBooking(IBlockJournal journal, PoolTags tags, RewardScheme scheme)
{
    /// <returns>Whether the books changed, and what a person must look at.</returns>
    public async Task<(bool Added, string? Problem)> Book(ChainBlock block, ExtraNonce work, CancellationToken cancel)
    {
        var known = await journal.Find(block.Hash, cancel).ConfigureAwait(false);
        switch (known?.State)
        {
            case BlockState.Candidate or BlockState.Credited:
                return (false, null);
            case BlockState.Orphaned or BlockState.Reversed:
                return (false, $"block {block.Hash} at height {block.Height} is {known.State} in the books, but a node has it on "
                    + "its main chain: find out whether that node is on a fork; if it is not, the block's reward is in the "
                    + "wallet and was not shared out");
        }

        var finder = known?.FinderAddress ?? await FindOwner(work.AccountTag, cancel).ConfigureAwait(false);
        var found = new RecoveredBlock(block.Hash, block.Height, block.Difficulty, known?.Scheme ?? scheme, finder);
        return (await journal.AddFromChain(found, cancel).ConfigureAwait(false), null);
    }

    private async Task<string?> FindOwner(ulong accountTag, CancellationToken cancel)
    {
        var addresses = await journal.ListAddresses(cancel).ConfigureAwait(false);
        return addresses.FirstOrDefault(address => tags.AccountTag(address) == accountTag);
    }
}

using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Storage.Engine;
using Pool.Storage.Ledger;

namespace Pool.Storage.Blocks;

/// <summary>A block's reward, booked in full once.</summary>
internal static class BlockCredits
{
    private const string SetCredited = """
        UPDATE block SET state = 2, reward = @reward, missing = 0, decided_at = @now WHERE pool = @pool AND hash = @hash
        """;

    public static async Task Write(WriteSession session, BlockRow block, long reward, IReadOnlyList<Transfer> transfers)
    {
        if (block.BlockState == BlockState.Credited)
        {
            await RequireSame(session, block, reward, transfers).ConfigureAwait(false);
            return;
        }

        if (block.BlockState != BlockState.Candidate || block.Frozen == 0)
        {
            var frozen = block.Frozen != 0 ? "frozen" : "not frozen";
            throw new BookingRefusedException(
                $"block {block.Hash} is {block.BlockState} and {frozen}; only a frozen candidate can be credited");
        }

        RequireWhole(block, reward, transfers);
        await Postings.Post(session, transfers, new PostingSource(Block: block.Hash)).ConfigureAwait(false);
        await session.Execute(
            SetCredited, new { pool = session.Pool, hash = block.Hash, reward, now = session.Now }).ConfigureAwait(false);
    }

    private static async Task RequireSame(
        WriteSession session, BlockRow block, long reward, IReadOnlyList<Transfer> transfers)
    {
        var booked = await Postings.OfBlock(session, block.Hash).ConfigureAwait(false);
        if (block.Reward != reward || !booked.ToHashSet().SetEquals(transfers))
        {
            throw new BookingRefusedException(
                $"block {block.Hash} is credited with {block.Reward} in {booked.Count} transfers; "
                + $"another credit of {reward} in {transfers.Count} would be a second one");
        }
    }

    /// <summary>Every unit that the coinbase paid goes somewhere, and comes from nowhere else.</summary>
    private static void RequireWhole(BlockRow block, long reward, IReadOnlyList<Transfer> transfers)
    {
        var total = transfers.Sum(transfer => transfer.Amount);
        if (total != reward || transfers.FirstOrDefault(transfer => transfer.Debit != Accounts.Coinbase) is not null)
        {
            throw new BookingRefusedException(
                $"the credit of block {block.Hash} must move its reward of {reward} from {Accounts.Coinbase}, all and only that; "
                + $"it moves {total}");
        }
    }
}

using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Storage.Engine;
using Pool.Storage.Ledger;

namespace Pool.Storage.Blocks;

/// <summary>
/// Takes a credit back: from each miner what its free balance still has of it, from the pool's own accounts all of it, and
/// what is missing from the loss account.
/// </summary>
internal static class BlockReversal
{
    private const string SetReversed = """
        UPDATE block SET state = 4, missing = 0, on_main_chain = 0, note = @reason, decided_at = @now
        WHERE pool = @pool AND hash = @hash
        """;

    private const string Kind = "reversal";

    public static async Task Write(WriteSession session, BlockRow block, string reason)
    {
        if (block.BlockState == BlockState.Reversed)
        {
            return;
        }

        if (block.BlockState != BlockState.Credited)
        {
            throw new BookingRefusedException($"block {block.Hash} is {block.BlockState}; only a credited one can be reversed");
        }

        var transfers = new List<Transfer>();
        foreach (var credit in (await Postings.OfBlock(session, block.Hash).ConfigureAwait(false))
            .GroupBy(transfer => transfer.Credit, StringComparer.Ordinal)
            .OrderBy(credit => credit.Key, StringComparer.Ordinal))
        {
            var amount = credit.Sum(transfer => transfer.Amount);
            transfers.AddRange(await TakeBack(session, block, credit.Key, amount).ConfigureAwait(false));
        }

        await Postings.Post(session, transfers, new PostingSource(Block: block.Hash)).ConfigureAwait(false);
        await session.Execute(
            SetReversed, new { pool = session.Pool, hash = block.Hash, reason, now = session.Now }).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<Transfer>> TakeBack(
        WriteSession session, BlockRow block, string account, long amount)
    {
        var left = account.StartsWith(Accounts.MinerPrefix, StringComparison.Ordinal)
            ? Math.Min(amount, await Balances.Read(session, account).ConfigureAwait(false))
            : amount;
        var back = new Transfer($"reverse:{block.Hash}:{account}", account, Accounts.Coinbase, left, Kind, block.Hash);
        var loss = back with { Id = back.Id + ":loss", Debit = Accounts.Loss, Amount = amount - left };
        return [.. new[] { back, loss }.Where(transfer => transfer.Amount > 0)];
    }
}

using Pool.Core.Blocks;
using Pool.Core.Rounds;
using Pool.Storage.Engine;

namespace Pool.Storage.Blocks;

/// <summary>The work that a block's reward is shared by, written once.</summary>
internal static class FrozenWork
{
    private const string InsertRow = """
        INSERT INTO frozen_work (pool, hash, account, work) VALUES (@pool, @hash, @account, @work)
        """;

    private const string SetFrozen = """
        UPDATE block SET frozen = 1, effort = @effort WHERE pool = @pool AND hash = @hash
        """;

    private const string ReadRows = """
        SELECT account AS Account, work AS Work FROM frozen_work WHERE pool = @pool AND hash = @hash ORDER BY account
        """;

    public static async Task Write(WriteSession session, BlockRow block, IReadOnlyList<AccountWork> work, long effort)
    {
        if (block.Frozen != 0)
        {
            return;
        }

        if (block.BlockState is not (BlockState.Candidate or BlockState.Refused))
        {
            throw new BookingRefusedException($"block {block.Hash} is {block.BlockState} and cannot be frozen any more");
        }

        foreach (var row in work)
        {
            await session.Execute(
                InsertRow,
                new { pool = session.Pool, hash = block.Hash, account = row.Account, work = row.Work }).ConfigureAwait(false);
        }

        await session.Execute(SetFrozen, new { pool = session.Pool, hash = block.Hash, effort }).ConfigureAwait(false);
    }

    /// <returns>By account.</returns>
    public static async Task<IReadOnlyList<AccountWork>> Read(StoreSession session, string hash) =>
        [.. (await session.List<Row>(ReadRows, new { pool = session.Pool, hash }).ConfigureAwait(false))
            .Select(row => new AccountWork(row.Account, row.Work))];

    private sealed class Row
    {
        public long Account { get; init; }

        public long Work { get; init; }
    }
}

using Pool.Core.Blocks;
using Pool.Storage.Engine;

namespace Pool.Storage.Blocks;

/// <summary>Books a block once, by its hash.</summary>
internal static class NewBlock
{
    private const string InsertBlock = """
        INSERT INTO block
            (pool, hash, number, height, difficulty, previous_hash, scheme, finder, worker, last_slice, on_main_chain, found_at)
        VALUES
            (@pool, @hash, @number, @height, @difficulty, @previous, @scheme, @finder, @worker, @slice, @onMainChain, @now)
        """;

    // The scan saw it on the chain before its front end journalled it, and knows neither worker nor bytes.
    private const string Complete = """
        UPDATE block SET finder = @finder, worker = @worker, previous_hash = @previous
        WHERE pool = @pool AND hash = @hash AND previous_hash IS NULL
        """;

    private const string InsertBlob = "INSERT INTO block_blob (pool, hash, blob) VALUES (@pool, @hash, @blob)";

    /// <summary>A candidate, with the slice that its batch is in.</summary>
    /// <returns>False when the books have it already; what a scan could not know of it is added.</returns>
    public static async Task<bool> Insert(WriteSession session, BlockCandidate candidate, long slice)
    {
        var hash = candidate.Hash.ToString();
        if (await BlockRow.Find(session, candidate.Hash).ConfigureAwait(false) is not null)
        {
            var completed = await session.Execute(
                Complete,
                new
                {
                    pool = session.Pool,
                    hash,
                    finder = candidate.FinderAddress,
                    worker = candidate.Worker,
                    previous = candidate.PreviousHash.ToString(),
                }).ConfigureAwait(false);
            if (completed == 1)
            {
                await AddBlob(session, hash, candidate.Blob).ConfigureAwait(false);
            }

            return false;
        }

        await session.Execute(
            InsertBlock,
            new
            {
                pool = session.Pool,
                hash,
                number = await session.Next(PoolCounter.Block).ConfigureAwait(false),
                height = candidate.Height,
                difficulty = candidate.Difficulty,
                previous = candidate.PreviousHash.ToString(),
                scheme = (long)candidate.Scheme,
                finder = candidate.FinderAddress,
                worker = candidate.Worker,
                slice,
                onMainChain = 0L,
                now = session.Now,
            }).ConfigureAwait(false);
        await AddBlob(session, hash, candidate.Blob).ConfigureAwait(false);
        return true;
    }

    private static Task<int> AddBlob(WriteSession session, string hash, ReadOnlyMemory<byte> blob) =>
        session.Execute(InsertBlob, new { pool = session.Pool, hash, blob = blob.ToArray() });

    /// <summary>A block that the chain has and the books lack.</summary>
    public static async Task Insert(WriteSession session, RecoveredBlock block, long slice) =>
        await session.Execute(
            InsertBlock,
            new
            {
                pool = session.Pool,
                hash = block.Hash.ToString(),
                number = await session.Next(PoolCounter.Block).ConfigureAwait(false),
                height = block.Height,
                difficulty = block.Difficulty,
                previous = (string?)null,
                scheme = (long)block.Scheme,
                finder = block.FinderAddress,
                worker = "",
                slice,
                onMainChain = 1L,
                now = session.Now,
            }).ConfigureAwait(false);
}

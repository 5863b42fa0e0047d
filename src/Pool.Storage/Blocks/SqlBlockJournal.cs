using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Rounds;
using Pool.Storage.Engine;
using Pool.Storage.Shares;

namespace Pool.Storage.Blocks;

/// <summary>Found blocks and what became of them.</summary>
internal sealed class SqlBlockJournal(StoreWriter writer, StoreReader reader, StoreOptions options) : IBlockJournal
{
    private const string Watched = $"""
        SELECT {BlockRow.Columns} FROM block
        WHERE pool = @pool AND state IN (0, 1, 2) AND height >= @fromHeight
        ORDER BY height, number
        """;

    private const string Undecided = $"""
        SELECT {BlockRow.Columns} FROM block
        WHERE pool = @pool AND (state IN (0, 1) OR (state = 2 AND missing = 1))
        ORDER BY height, number
        """;

    private const string ReadBlob = "SELECT blob FROM block_blob WHERE pool = @pool AND hash = @hash";

    private const string Addresses = "SELECT address FROM account WHERE pool = @pool ORDER BY account";

    private const string Refuse = """
        UPDATE block SET state = 1, note = @reasons, decided_at = @now
        WHERE pool = @pool AND hash = @hash AND state = 0 AND on_main_chain = 0
        """;

    // The shares up to the find are the ones that its cursor names; a refusal that was wrong does not change that.
    private const string TakeBackRefusal = """
        UPDATE block SET state = 0, note = NULL, decided_at = NULL, on_main_chain = 1
        WHERE pool = @pool AND hash = @hash AND state = 1
        """;

    private const string SetView = """
        UPDATE block SET on_main_chain = @onMainChain, depth = @depth, missing = CASE WHEN state = 2 THEN @missing ELSE 0 END
        WHERE pool = @pool AND hash = @hash AND state IN (0, 1, 2)
        """;

    private const string SetOrphaned = """
        UPDATE block SET state = 3, on_main_chain = 0, replaced_by = @replacedBy, decided_at = @now
        WHERE pool = @pool AND hash = @hash
        """;

    public Task<IReadOnlyList<PoolBlock>> ListUndecided(CancellationToken cancel) => ListBlocks(Undecided, 0, cancel);

    public Task<IReadOnlyList<PoolBlock>> ListWatched(long fromHeight, CancellationToken cancel) =>
        ListBlocks(Watched, fromHeight, cancel);

    public Task<PoolBlock?> Find(Hash32 hash, CancellationToken cancel) => reader.Read(
        async session => (await BlockRow.Find(session, hash).ConfigureAwait(false))?.ToBlock(), cancel);

    public Task<ReadOnlyMemory<byte>?> GetBlob(Hash32 hash, CancellationToken cancel) => reader.Read<ReadOnlyMemory<byte>?>(
        async session => await session.Find<byte[]>(ReadBlob, new { pool = session.Pool, hash = hash.ToString() })
            .ConfigureAwait(false) is { } blob ? blob : default(ReadOnlyMemory<byte>?),
        cancel);

    public Task<bool> AddFromChain(RecoveredBlock block, CancellationToken cancel) => writer.Write(
        async session =>
        {
            if (await BlockRow.Find(session, block.Hash).ConfigureAwait(false) is not null)
            {
                return await session.Execute(
                    TakeBackRefusal, new { pool = session.Pool, hash = block.Hash.ToString() }).ConfigureAwait(false) == 1;
            }

            var cursor = await OpenSlice.End(session).ConfigureAwait(false);
            await NewBlock.Insert(session, block, cursor).ConfigureAwait(false);
            return true;
        },
        cancel);

    public Task<IReadOnlyList<string>> ListAddresses(CancellationToken cancel) => reader.Read<IReadOnlyList<string>>(
        async session => await session.List<string>(Addresses, new { pool = session.Pool }).ConfigureAwait(false), cancel);

    public Task MarkRefused(Hash32 hash, string reasons, CancellationToken cancel) => Change(
        hash,
        (session, block) => session.Execute(
            Refuse, new { pool = session.Pool, hash = block.Hash, reasons, now = session.Now }),
        cancel);

    public Task SetChainView(Hash32 hash, bool onMainChain, long depth, bool missing, CancellationToken cancel) => Change(
        hash,
        (session, block) => session.Execute(
            SetView,
            new
            {
                pool = session.Pool,
                hash = block.Hash,
                onMainChain = onMainChain ? 1L : 0L,
                depth,
                missing = missing ? 1L : 0L,
            }),
        cancel);

    public IAsyncEnumerable<SliceWork> ReadSlices(PoolBlock block, CancellationToken cancel) =>
        SliceWalk.Read(reader, block, options.SlicesPerRead, cancel);

    public Task<long> ReadEffort(PoolBlock block, CancellationToken cancel) =>
        reader.Read(session => BlockEffort.Read(session, block), cancel);

    public Task Freeze(Hash32 hash, IReadOnlyList<AccountWork> work, long effort, CancellationToken cancel) =>
        Change(hash, (session, block) => FrozenWork.Write(session, block, work, effort), cancel);

    public Task<IReadOnlyList<AccountWork>> ReadFrozen(Hash32 hash, CancellationToken cancel) =>
        reader.Read(session => FrozenWork.Read(session, hash.ToString()), cancel);

    public Task Credit(Hash32 hash, long reward, IReadOnlyList<Transfer> transfers, CancellationToken cancel) =>
        Change(hash, (session, block) => BlockCredits.Write(session, block, reward, transfers), cancel);

    public Task Orphan(Hash32 hash, Hash32 replacedBy, CancellationToken cancel) => Change(
        hash,
        async (session, block) =>
        {
            if (block.BlockState == BlockState.Orphaned && block.ReplacedBy == replacedBy.ToString())
            {
                return;
            }

            if (block.BlockState is not (BlockState.Candidate or BlockState.Refused))
            {
                throw new BookingRefusedException(
                    $"block {hash} is {block.BlockState} and cannot be orphaned by {replacedBy}");
            }

            await session.Execute(
                SetOrphaned,
                new { pool = session.Pool, hash = block.Hash, replacedBy = replacedBy.ToString(), now = session.Now })
                .ConfigureAwait(false);
        },
        cancel);

    public Task Reverse(Hash32 hash, string reason, CancellationToken cancel) =>
        Change(hash, (session, block) => BlockReversal.Write(session, block, reason), cancel);

    private Task<IReadOnlyList<PoolBlock>> ListBlocks(string query, long fromHeight, CancellationToken cancel) =>
        reader.Read<IReadOnlyList<PoolBlock>>(
            async session => [.. (await session.List<BlockRow>(query, new { pool = session.Pool, fromHeight })
                .ConfigureAwait(false)).Select(row => row.ToBlock())],
            cancel);

    private Task Change(Hash32 hash, Func<WriteSession, BlockRow, Task> change, CancellationToken cancel) => writer.Write(
        async session =>
        {
            var block = await BlockRow.Require(session, hash).ConfigureAwait(false);
            await change(session, block).ConfigureAwait(false);
        },
        cancel);
}

using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Web.Http;

namespace Pool.Web.Reading;

/// <summary>Pages of the pool's lists. The first page comes from the snapshot, what is behind it from the books.</summary>
internal sealed class Lists(PoolDescription pool, BooksReader books, WebOptions options)
{
    private readonly Cursor _blocks = new($"{pool.Id}/blocks");
    private readonly Cursor _payments = new($"{pool.Id}/payments");

    /// <exception cref="ProblemException">cursor-invalid.</exception>
    public async Task<Slice<PoolBlock>> Blocks(PoolSnapshot snapshot, Paging paging, CancellationToken cancel)
    {
        BlockCursor? before = null;
        if (paging.Cursor is { } cursor)
        {
            before = _blocks.TryRead(cursor, out BlockCursor place) ? place : throw new ProblemException(Problem.CursorInvalid());
        }

        var read = InSnapshot(paging)
            ? snapshot.Blocks
            : await books.Read((queries, token) => queries.ReadBlocks(before, paging.Limit + 1, token), cancel);
        return Slice<PoolBlock>.Of(read, paging.Limit, block => _blocks.Write(new BlockCursor(block.Height, block.Hash)));
    }

    /// <exception cref="ProblemException">cursor-invalid.</exception>
    public async Task<Slice<PaymentView>> Payments(PoolSnapshot snapshot, Paging paging, CancellationToken cancel)
    {
        var before = PaymentBefore(_payments, paging);
        var read = InSnapshot(paging)
            ? snapshot.Payments
            : [.. (await ReadPayments(before, paging.Limit + 1, cancel)).Select(PaymentView.Of)];
        return Slice<PaymentView>.Of(read, paging.Limit, payment => _payments.Write(payment.Id));
    }

    /// <exception cref="ProblemException">cursor-invalid.</exception>
    public async Task<Slice<MinerPayment>> MinerPayments(string address, Paging paging, CancellationToken cancel)
    {
        // Named by the address, so that the cursor of one miner is none of another.
        var list = new Cursor($"{pool.Id}/miners/{address}/payments");
        var before = PaymentBefore(list, paging);
        var read = await books.Read(
            (queries, token) => queries.ReadMinerPayments(address, before, paging.Limit + 1, token), cancel);
        return Slice<MinerPayment>.Of(read, paging.Limit, payment => list.Write(payment.Batch));
    }

    /// <summary>The snapshot holds the whole answer, so its number tells whether a reader has it.</summary>
    public bool InSnapshot(Paging paging) => paging.Cursor is null && paging.Limit <= options.DefaultLimit;

    private Task<IReadOnlyList<PayoutBatch>> ReadPayments(long? before, int limit, CancellationToken cancel) =>
        books.Read((queries, token) => queries.ReadPayments(before, limit, token), cancel);

    private static long? PaymentBefore(Cursor list, Paging paging)
    {
        if (paging.Cursor is null)
        {
            return null;
        }

        return list.TryRead(paging.Cursor, out long id) ? id : throw new ProblemException(Problem.CursorInvalid());
    }
}

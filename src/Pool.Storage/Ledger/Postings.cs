using Pool.Core.Ledger;
using Pool.Storage.Engine;

namespace Pool.Storage.Ledger;

/// <summary>Posts transfers and the balances that they change, in the caller's transaction.</summary>
internal static class Postings
{
    private const string Columns = """
        id AS Id, debit AS Debit, credit AS Credit, amount AS Amount, kind AS Kind, reference AS Reference
        """;

    private const string FindOne = $"SELECT {Columns} FROM transfer WHERE pool = @pool AND id = @id";

    private const string ByBlock = $"SELECT {Columns} FROM transfer WHERE pool = @pool AND block = @block ORDER BY id";

    private const string Insert = """
        INSERT INTO transfer (pool, id, debit, credit, amount, kind, reference, block, batch, created_at)
        VALUES (@pool, @id, @debit, @credit, @amount, @kind, @reference, @block, @batch, @now)
        """;

    /// <summary>Books what is new. A transfer that is in the books already changes nothing.</summary>
    /// <exception cref="BookingRefusedException">An id is taken by another transfer, or a miner would go below zero.</exception>
    public static async Task Post(WriteSession session, IEnumerable<Transfer> transfers, PostingSource source)
    {
        var changes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var transfer in transfers)
        {
            if (await IsBooked(session, transfer).ConfigureAwait(false))
            {
                continue;
            }

            await session.Execute(
                Insert,
                new
                {
                    pool = session.Pool,
                    id = transfer.Id,
                    debit = transfer.Debit,
                    credit = transfer.Credit,
                    amount = transfer.Amount,
                    kind = transfer.Kind,
                    reference = transfer.Reference,
                    block = source.Block,
                    batch = source.Batch,
                    now = session.Now,
                }).ConfigureAwait(false);
            changes[transfer.Debit] = changes.GetValueOrDefault(transfer.Debit) - transfer.Amount;
            changes[transfer.Credit] = changes.GetValueOrDefault(transfer.Credit) + transfer.Amount;
        }

        foreach (var (account, difference) in changes)
        {
            await Balances.Change(session, account, difference).ConfigureAwait(false);
        }
    }

    public static async Task<IReadOnlyList<Transfer>> OfBlock(StoreSession session, string block) =>
        [.. (await session.List<Row>(ByBlock, new { pool = session.Pool, block }).ConfigureAwait(false))
            .Select(row => row.ToTransfer())];

    private static async Task<bool> IsBooked(WriteSession session, Transfer transfer)
    {
        if (transfer.Amount < 1 || transfer.Debit == transfer.Credit)
        {
            throw new BookingRefusedException($"{transfer} moves nothing; a transfer moves at least 1 between two accounts");
        }

        var row = await session.Find<Row>(FindOne, new { pool = session.Pool, id = transfer.Id }).ConfigureAwait(false);
        if (row is not null && row.ToTransfer() != transfer)
        {
            throw new BookingRefusedException($"{transfer} repeats the id of {row.ToTransfer()}");
        }

        return row is not null;
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string Debit { get; init; }

        public required string Credit { get; init; }

        public long Amount { get; init; }

        public required string Kind { get; init; }

        public required string Reference { get; init; }

        public Transfer ToTransfer() => new(Id, Debit, Credit, Amount, Kind, Reference);
    }
}

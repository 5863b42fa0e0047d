using Pool.Core.Shares;
using Pool.Storage.Blocks;
using Pool.Storage.Engine;

namespace Pool.Storage.Shares;

/// <summary>Share batches, one transaction each. Many miners share a batch, so the batch is the group commit.</summary>
internal sealed class SqlShareSink(StoreWriter writer, StoreOptions options) : IShareSink
{
    private const string FindStart = """
        SELECT start_no AS StartNo, last_sequence AS LastSequence, last_payload AS LastPayload
        FROM front_end WHERE pool = @pool AND start_id = @start
        """;

    private const string InsertStart = """
        INSERT INTO front_end (pool, start_id, start_no, started_at) VALUES (@pool, @start, @number, @now)
        """;

    private const string Advance = """
        UPDATE front_end SET last_sequence = @sequence, last_payload = @payload WHERE pool = @pool AND start_id = @start
        """;

    public Task<uint> RegisterStart(Guid startId, CancellationToken cancel) => writer.Write(
        async session =>
        {
            var start = Name(startId);
            if (await session.Find<FrontEnd>(FindStart, new { pool = session.Pool, start }).ConfigureAwait(false) is { } known)
            {
                return checked((uint)known.StartNo);
            }

            var number = await session.Next(PoolCounter.StartNumber).ConfigureAwait(false);
            await session.Execute(InsertStart, new { pool = session.Pool, start, number, now = session.Now })
                .ConfigureAwait(false);
            return checked((uint)number);
        },
        cancel);

    /// <exception cref="ArgumentException">The batch is malformed: a bug in its sender.</exception>
    public Task<AppendResult> Append(ShareBatch batch, CancellationToken cancel)
    {
        BatchCheck.Require(batch);
        var payload = BatchPayload.HashOf(batch);
        return writer.Write(session => Append(session, batch, payload), cancel);
    }

    private async Task<AppendResult> Append(WriteSession session, ShareBatch batch, string payload)
    {
        var start = Name(batch.StartId);
        var known = await session.Find<FrontEnd>(FindStart, new { pool = session.Pool, start }).ConfigureAwait(false);
        if (known is null)
        {
            return AppendResult.Refused;
        }

        if (batch.Sequence == known.LastSequence)
        {
            return payload == known.LastPayload ? AppendResult.Repeated : AppendResult.Refused;
        }

        if (batch.Sequence != known.LastSequence + 1)
        {
            return AppendResult.Refused;
        }

        var slice = await OpenSlice.Take(session, options.SliceLength).ConfigureAwait(false);
        await SliceShares.Add(session, slice, batch.Sums).ConfigureAwait(false);
        if (batch.Candidate is { } candidate && await NewBlock.Insert(session, candidate, slice).ConfigureAwait(false))
        {
            await OpenSlice.End(session).ConfigureAwait(false);
        }

        await session.Execute(
            Advance, new { pool = session.Pool, start, sequence = batch.Sequence, payload }).ConfigureAwait(false);
        return AppendResult.Committed;
    }

    private static string Name(Guid start) => start.ToString("N");

    private sealed class FrontEnd
    {
        public long StartNo { get; init; }

        public long LastSequence { get; init; }

        public required string LastPayload { get; init; }
    }
}

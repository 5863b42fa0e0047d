using Pool.Core.Payouts;
using Pool.Storage.Engine;
using Pool.Storage.Ledger;

namespace Pool.Storage.Payouts;

/// <summary>What becomes of a prepared batch.</summary>
internal static class BatchSteps
{
    private const string SetState = """
        UPDATE payout_batch
        SET state = @state, mined_height = @minedHeight, note = @note, confirmed_at = @confirmedAt
        WHERE pool = @pool AND batch = @batch
        """;

    /// <summary>Not repeatable: who asks a second time does not know whether relay_tx was called, and must not call it.</summary>
    public static async Task RelayStarted(WriteSession session, long id)
    {
        var batch = await Require(session, id, PayoutState.RelayStarted, PayoutState.Prepared).ConfigureAwait(false);
        await Set(session, batch with { State = PayoutState.RelayStarted }).ConfigureAwait(false);
    }

    public static async Task Seen(WriteSession session, long id, long? minedHeight)
    {
        var batch = await Require(
            session, id, PayoutState.Seen, PayoutState.RelayStarted, PayoutState.Seen, PayoutState.Unknown)
            .ConfigureAwait(false);
        await Set(session, batch with { State = PayoutState.Seen, MinedHeight = minedHeight, Note = null }).ConfigureAwait(false);
    }

    public static async Task Confirmed(WriteSession session, long id, long minedHeight)
    {
        var batch = await Require(
            session, id, PayoutState.Confirmed, PayoutState.Seen, PayoutState.Confirmed).ConfigureAwait(false);
        if (batch.State == PayoutState.Confirmed)
        {
            if (batch.MinedHeight != minedHeight)
            {
                throw new BookingRefusedException(
                    $"payout {id} is confirmed at height {batch.MinedHeight}, it cannot be at {minedHeight} as well");
            }

            return;
        }

        await Set(session, batch with { State = PayoutState.Confirmed, MinedHeight = minedHeight }, session.Now)
            .ConfigureAwait(false);
        await Postings.Post(session, PayoutTransfers.Close(batch), new PostingSource(Batch: id)).ConfigureAwait(false);
    }

    /// <summary>The first reason stays.</summary>
    public static async Task Unknown(WriteSession session, long id, string reason)
    {
        var batch = await Require(
            session, id, PayoutState.Unknown, PayoutState.RelayStarted, PayoutState.Seen, PayoutState.Unknown)
            .ConfigureAwait(false);
        if (batch.State != PayoutState.Unknown)
        {
            await Set(session, batch with { State = PayoutState.Unknown, Note = reason }).ConfigureAwait(false);
        }
    }

    /// <summary>The first reason stays.</summary>
    public static async Task Cancelled(WriteSession session, long id, string reason)
    {
        var batch = await Require(
            session, id, PayoutState.Cancelled, PayoutState.Prepared, PayoutState.Unknown, PayoutState.Cancelled)
            .ConfigureAwait(false);
        if (batch.State != PayoutState.Cancelled)
        {
            await Set(session, batch with { State = PayoutState.Cancelled, Note = reason }).ConfigureAwait(false);
            await Postings.Post(session, PayoutTransfers.Return(batch), new PostingSource(Batch: id)).ConfigureAwait(false);
        }
    }

    private static async Task<PayoutBatch> Require(
        WriteSession session, long id, PayoutState to, params PayoutState[] from)
    {
        var batch = await Batches.Require(session, id).ConfigureAwait(false);
        return from.Contains(batch.State)
            ? batch
            : throw new BookingRefusedException(
                $"payout {id} is {batch.State} and cannot become {to}; that follows {string.Join(" or ", from)}");
    }

    private static Task<int> Set(WriteSession session, PayoutBatch batch, long? confirmedAt = null) => session.Execute(
        SetState,
        new
        {
            pool = session.Pool,
            batch = batch.Id,
            state = (long)batch.State,
            minedHeight = batch.MinedHeight,
            note = batch.Note,
            confirmedAt,
        });
}

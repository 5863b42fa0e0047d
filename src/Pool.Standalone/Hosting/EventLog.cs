using Pool.Core.Miners;
using Pool.Core.Stats;

namespace Pool.Standalone.Hosting;

/// <summary>
/// Writes what the rules tell into the log. The property Kind names each kind, so that a collector of JSON logs can follow a
/// block or a payout through its life.
/// </summary>
internal sealed partial class EventLog(ILogger<EventLog> log) : ILiveEvents
{
    public void Tell(LiveEvent happened)
    {
        switch (happened)
        {
            case LiveEvent.BlockFound found:
                BlockFound("block-found", found.Height, found.Hash, MinerAddress.Shorten(found.FinderAddress), found.Worker);
                break;
            case LiveEvent.BlockSubmitted { Refusal: null } submitted:
                BlockTaken("block-taken", submitted.Hash, submitted.Daemon);
                break;
            case LiveEvent.BlockSubmitted refused:
                BlockRefused("block-refused", refused.Hash, refused.Daemon, refused.Refusal);
                break;
            case LiveEvent.BlockFrozen frozen:
                BlockFrozen("block-frozen", frozen.Height, frozen.Hash, Percent(frozen.Effort), frozen.Accounts);
                break;
            case LiveEvent.BlockRecovered recovered:
                BlockRecovered("block-recovered", recovered.Height, recovered.Hash, recovered.Reward);
                break;
            case LiveEvent.BlockCredited credited:
                BlockCredited("block-credited", credited.Height, credited.Hash, credited.Reward, credited.Accounts);
                break;
            case LiveEvent.BlockOrphaned orphaned:
                BlockOrphaned("block-orphaned", orphaned.Height, orphaned.Hash, orphaned.ReplacedBy);
                break;
            case LiveEvent.BlockMissing missing:
                BlockMissing("block-missing", missing.Height, missing.Hash);
                break;
            case LiveEvent.PayoutMoved moved:
                PayoutMoved("payout", moved.Batch, moved.State, moved.Gross, moved.Fee, moved.Payees, moved.Transaction, moved.Note);
                break;
            case LiveEvent.PayeeSetAside aside:
                PayeeSetAside("payee-set-aside", MinerAddress.Shorten(aside.Address), aside.Reason);
                break;
            case LiveEvent.PayoutsHeld held:
                PayoutsHeld("payouts-held", held.Reason);
                break;
            case LiveEvent.WorkerOnline online:
                WorkerOnline("worker-online", MinerAddress.Shorten(online.Address), online.Worker, online.Agent, online.Difficulty);
                break;
            case LiveEvent.WorkerOffline offline:
                WorkerOffline("worker-offline", MinerAddress.Shorten(offline.Address), offline.Worker);
                break;
            case LiveEvent.FirstShare first:
                FirstShare("first-share", MinerAddress.Shorten(first.Address), first.Worker, first.Difficulty, first.Took.TotalMilliseconds);
                break;
            case LiveEvent.AllClear clear:
                AllClear("all-clear", clear.Text);
                break;
            case LiveEvent.Alarm alarm:
                Alarm("alarm", alarm.Text);
                break;
            default:
                Other("event", happened.ToString());
                break;
        }
    }

    private static string Percent(long effort) =>
        (effort / (Core.Shares.Effort.One / 100)).ToString(System.Globalization.CultureInfo.InvariantCulture) + " %";

    [LoggerMessage(LogLevel.Information, "{Kind}: height {Height}, {Hash}, by {Finder} ({Worker})")]
    private partial void BlockFound(string kind, long height, Core.Hash32 hash, string finder, string worker);

    [LoggerMessage(LogLevel.Information, "{Kind}: {Hash} by {Daemon}")]
    private partial void BlockTaken(string kind, Core.Hash32 hash, string daemon);

    [LoggerMessage(LogLevel.Warning, "{Kind}: {Hash} by {Daemon}: {Refusal}")]
    private partial void BlockRefused(string kind, Core.Hash32 hash, string daemon, string refusal);

    [LoggerMessage(LogLevel.Information, "{Kind}: height {Height}, {Hash}, effort {Effort}, work of {Accounts} accounts kept")]
    private partial void BlockFrozen(string kind, long height, Core.Hash32 hash, string effort, int accounts);

    [LoggerMessage(LogLevel.Warning, "{Kind}: height {Height}, {Hash} stood on the chain and not in the books; it pays {Reward}")]
    private partial void BlockRecovered(string kind, long height, Core.Hash32 hash, long reward);

    [LoggerMessage(LogLevel.Information, "{Kind}: height {Height}, {Hash}, {Reward} shared out to {Accounts} accounts")]
    private partial void BlockCredited(string kind, long height, Core.Hash32 hash, long reward, int accounts);

    [LoggerMessage(LogLevel.Warning, "{Kind}: height {Height}, {Hash}; {ReplacedBy} stands in its place")]
    private partial void BlockOrphaned(string kind, long height, Core.Hash32 hash, Core.Hash32 replacedBy);

    [LoggerMessage(LogLevel.Error, "{Kind}: height {Height}, {Hash} was credited and is no longer on the chain")]
    private partial void BlockMissing(string kind, long height, Core.Hash32 hash);

    [LoggerMessage(LogLevel.Information, "{Kind}: batch {Batch} {State}: {Gross} gross, fee {Fee}, {Payees} payees, transaction {Transaction} {Note}")]
    private partial void PayoutMoved(
        string kind, long batch, Core.Payouts.PayoutState state, long gross, long fee, int payees, Core.Hash32? transaction, string? note);

    [LoggerMessage(LogLevel.Warning, "{Kind}: {Address}: {Reason}")]
    private partial void PayeeSetAside(string kind, string address, string reason);

    [LoggerMessage(LogLevel.Error, "{Kind}: {Reason}")]
    private partial void PayoutsHeld(string kind, string reason);

    [LoggerMessage(LogLevel.Debug, "{Kind}: {Address} ({Worker}) with {Agent} at difficulty {Difficulty}")]
    private partial void WorkerOnline(string kind, string address, string worker, string agent, long difficulty);

    [LoggerMessage(LogLevel.Debug, "{Kind}: {Address} ({Worker})")]
    private partial void WorkerOffline(string kind, string address, string worker);

    [LoggerMessage(LogLevel.Debug, "{Kind}: {Address} ({Worker}) at difficulty {Difficulty} after {Milliseconds} ms")]
    private partial void FirstShare(string kind, string address, string worker, long difficulty, double milliseconds);

    [LoggerMessage(LogLevel.Information, "{Kind}: {Text}")]
    private partial void AllClear(string kind, string text);

    [LoggerMessage(LogLevel.Error, "{Kind}: {Text}")]
    private partial void Alarm(string kind, string text);

    [LoggerMessage(LogLevel.Information, "{Kind}: {Text}")]
    private partial void Other(string kind, string? text);
}

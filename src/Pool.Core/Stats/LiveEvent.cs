namespace Pool.Core.Stats;

/// <summary>Something that happened, for pages, logs and the demo's story.</summary>
public abstract record LiveEvent
{
    /// <summary>A miner logged in.</summary>
    public sealed record WorkerOnline(string Address, string Worker, string Agent, long Difficulty) : LiveEvent;

    /// <summary>A miner's connection ended.</summary>
    public sealed record WorkerOffline(string Address, string Worker) : LiveEvent;

    /// <summary>The first share of a connection that is in the books.</summary>
    /// <param name="Took">From its line to its answer.</param>
    public sealed record FirstShare(string Address, string Worker, long Difficulty, TimeSpan Took) : LiveEvent;

    public sealed record BlockFound(Hash32 Hash, long Height, string FinderAddress, string Worker) : LiveEvent;

    public sealed record BlockSubmitted(Hash32 Hash, string Daemon, string? Refusal) : LiveEvent;

    public sealed record BlockFrozen(Hash32 Hash, long Height, long Effort, int Accounts) : LiveEvent;

    public sealed record BlockRecovered(Hash32 Hash, long Height, long Reward) : LiveEvent;

    public sealed record BlockCredited(Hash32 Hash, long Height, long Reward, int Accounts) : LiveEvent;

    public sealed record BlockOrphaned(Hash32 Hash, long Height, Hash32 ReplacedBy) : LiveEvent;

    public sealed record BlockMissing(Hash32 Hash, long Height) : LiveEvent;

    public sealed record PayoutMoved(long Batch, Payouts.PayoutState State, long Gross, long Fee, int Payees, Hash32? Transaction, string? Note) : LiveEvent;

    public sealed record PayeeSetAside(long Account, string Address, string Reason) : LiveEvent;

    public sealed record PayoutsHeld(string Reason) : LiveEvent;

    public sealed record Alarm(string Text) : LiveEvent;

    /// <summary>What an alarm told of works again.</summary>
    public sealed record AllClear(string Text) : LiveEvent;
}

/// <summary>Where the rules tell what happened. Never blocks and never throws.</summary>
public interface ILiveEvents
{
    void Tell(LiveEvent happened);
}

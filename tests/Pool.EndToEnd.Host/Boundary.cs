namespace Pool.EndToEnd.Host;

/// <summary>Where the pool can die: between two steps of which each can be durable without the other.</summary>
public enum Boundary
{
    /// <summary>Never.</summary>
    None = 0,

    /// <summary>A share is judged; its batch has not reached the store.</summary>
    BeforeShareIsDurable,

    /// <summary>A share is durable; its OK is not sent.</summary>
    AfterShareIsDurable,

    /// <summary>A block's hash is known; no node and no store has it.</summary>
    BeforeBlockIsSubmitted,

    /// <summary>The node took a block; the journal never hears of it.</summary>
    AfterSubmitBeforeJournal,

    /// <summary>The journal has a block; no node has it.</summary>
    AfterJournalBeforeSubmit,

    /// <summary>Node and journal have a block; its OK is not sent.</summary>
    AfterBlockIsDurable,

    /// <summary>A block's work is not frozen yet.</summary>
    BeforeFreeze,
    AfterFreeze,

    /// <summary>A block is mature; nobody is credited.</summary>
    BeforeCredit,
    AfterCredit,

    /// <summary>Payees are chosen; the wallet was not asked.</summary>
    AfterPlan,

    /// <summary>The wallet built the transaction that is meant; the store has it not.</summary>
    AfterWalletPrepared,

    /// <summary>The transaction is stored and the balances are reserved.</summary>
    AfterMarkPrepared,

    /// <summary>The relay is announced in the store; the wallet was not asked.</summary>
    AfterMarkRelayStarted,

    /// <summary>The wallet relayed; nobody wrote that down.</summary>
    AfterRelay,
    AfterMarkSeen,

    /// <summary>The payout is deep enough; the books are not closed over it.</summary>
    BeforeMarkConfirmed,
    AfterMarkConfirmed,
}

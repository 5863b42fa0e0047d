namespace Pool.Standalone.Loops;

/// <summary>How often the rules are called when nothing happens; a new block calls them at once.</summary>
internal static class Intervals
{
    /// <summary>A block that the books lack is found within a minute (design: the coinbase scan).</summary>
    public static readonly TimeSpan CoinbaseScan = TimeSpan.FromMinutes(1);

    /// <summary>The work of a find is frozen within a minute, with room for one failure.</summary>
    public static readonly TimeSpan Unlock = TimeSpan.FromSeconds(15);

    /// <summary>Open payouts are settled and the payer's lease is renewed every minute; it lasts five.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMinutes(1);
}

using Pool.Core.Rounds;

namespace Pool.Core.Rewards;

/// <summary>Pay per last N shares: which work counts for a block. Pure.</summary>
public static class Pplns
{
    /// <summary>The window in difficulty units, 1 to 2^63-1.</summary>
    /// <param name="networkDifficulty">Of the block, 1 to 2^63-1.</param>
    /// <param name="thousandths">Window in thousandths of the network difficulty, at least 1: 2000 is two expected rounds.</param>
    /// <remarks>
    /// Cut at 2^63-1, so that no account's frozen work can pass 63 bits. Monero's difficulty is near 2^39: no window that
    /// anybody would choose comes close.
    /// </remarks>
    public static long Window(long networkDifficulty, int thousandths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(networkDifficulty, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(thousandths, 1);
        var window = (Int128)networkDifficulty * thousandths / 1000;
        return (long)Int128.Clamp(window, 1, long.MaxValue);
    }

    /// <summary>
    /// The work within the window: whole slices, newest first, and of the slice that crosses its edge the missing work, spread
    /// over its accounts by largest remainder. A history shorter than the window counts whole.
    /// </summary>
    /// <param name="newestFirst">The slices up to the block's cursor.</param>
    /// <returns>Each account once, by id, with work above 0; together the window, or all there is.</returns>
    public static IReadOnlyList<AccountWork> Cut(IEnumerable<SliceWork> newestFirst, long window)
    {
        var cut = new PplnsCut(window);
        foreach (var slice in newestFirst)
        {
            if (cut.Add(slice))
            {
                break;
            }
        }

        return cut.Read();
    }
}

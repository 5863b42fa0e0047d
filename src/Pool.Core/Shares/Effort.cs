namespace Pool.Core.Shares;

/// <summary>Effort in units of 10^-12 rounds: 10^12 means that the expected work of one block was done.</summary>
public static class Effort
{
    public const long One = 1_000_000_000_000;

    /// <summary>Effort of one share, floor(difficulty × 10^12 / network difficulty).</summary>
    /// <param name="difficulty">The job's difficulty, 1 to 2^63-1.</param>
    /// <param name="networkDifficulty">Of the template that the share was issued from, 1 to 2^63-1.</param>
    /// <exception cref="OverflowException">The result passes 2^63-1: the difficulty is over nine million blocks' work.</exception>
    public static long Of(long difficulty, long networkDifficulty) =>
        checked((long)((Int128)difficulty * One / networkDifficulty));
}

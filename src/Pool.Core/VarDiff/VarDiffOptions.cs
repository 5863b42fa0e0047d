namespace Pool.Core.VarDiff;

/// <summary>Rules of variable difficulty on one stratum port.</summary>
public sealed record VarDiffOptions
{
    /// <summary>Difficulty of a new worker. 1 to <see cref="Max"/>.</summary>
    public long Start { get; init; } = 10_000;

    /// <summary>
    /// Lowest difficulty. 100: with 30 s a share that is 3 hashes a second, slower than any machine that mines. At least 1.
    /// </summary>
    public long Min { get; init; } = 100;

    /// <summary>
    /// Highest difficulty. 10^12: with 30 s a share 33 GH/s, more than a farm behind one connection has. At most 10^15,
    /// where a double still holds every whole number.
    /// </summary>
    public long Max { get; init; } = 1_000_000_000_000;

    /// <summary>
    /// Seconds between shares that a worker is led to. 30: a thousand workers send 33 shares a second, which one core checks
    /// in RandomX light mode. 1 to 600.
    /// </summary>
    public double TargetSeconds { get; init; } = 30;

    /// <summary>
    /// How far from the target the measured pace may be without a change: between 1/1.75 and 1.75 times. Chance alone makes
    /// a window of 16 shares vary by 1/√16 = 25 %, so that a steady miner leaves the band in about one of 30. 1.1 to 4.
    /// </summary>
    public double DeadBand { get; init; } = 1.75;

    /// <summary>Shares after which a settled worker's pace is judged: eight minutes at 30 s. 4 to 1,000.</summary>
    public int WindowShares { get; init; } = 16;

    /// <summary>
    /// Targets after which a pace is judged with fewer shares than that. 24, twelve minutes at 30 s: half as long again as a
    /// full window takes, so that it is rarely cut short by chance, and a miner that became slower does not wait for 16 slow
    /// shares. 2 to 100.
    /// </summary>
    public double WindowTargets { get; init; } = 24;

    /// <summary>
    /// The most that one step changes a settled worker's difficulty, by factor, up or down. 2: a pace further off than that
    /// is no chance, and the worker is judged quickly again. 1.1 to 16.
    /// </summary>
    public double Step { get; init; } = 2;

    /// <summary>
    /// Shares after which a new worker's pace is judged. 4: wrong by more than a factor of 4 in one of 50 cases, which the
    /// next four shares mend. 1 to 100.
    /// </summary>
    public int QuickShares { get; init; } = 4;

    /// <summary>
    /// The most that one step changes a new worker's difficulty. 16: from 10,000 to 3 × 10^9, which 100 MH/s need at 30 s a
    /// share, takes log16(3 × 10^5) = 5 steps. 2 to 1,000.
    /// </summary>
    public double QuickStep { get; init; } = 16;

    /// <summary>
    /// Targets without a share after which a settled worker's difficulty is lowered. 8, four minutes at 30 s: chance alone is
    /// silent that long in e^-8 = 0.03 % of all gaps, once a day for a steady miner's 2,880 shares. 1 to 100.
    /// </summary>
    public double IdleTargets { get; init; } = 8;

    /// <summary>
    /// The same for a new worker. 1: the port's start may be far too high for it, and a step down that was not needed costs
    /// a few quick shares. 0.5 to 100.
    /// </summary>
    public double QuickIdleTargets { get; init; } = 1;

    /// <summary>
    /// By how much one silence lowers the difficulty. 4: a worker of 10 H/s comes from 10,000 to its 300 in three of them,
    /// a minute and a half. 1.1 to 16.
    /// </summary>
    public double IdleStep { get; init; } = 4;

    /// <summary>The same options, when all are in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the setting, its value and the range.</exception>
    public VarDiffOptions Checked()
    {
        Limit.Within(Max, 1, 1_000_000_000_000_000);
        Limit.Within(Min, 1, Max);
        Limit.Within(Start, Min, Max);
        Limit.Within(TargetSeconds, 1, 600);
        Limit.Within(DeadBand, 1.1, 4);
        Limit.Within(WindowShares, 4, 1_000);
        Limit.Within(WindowTargets, 2, 100);
        Limit.Within(Step, 1.1, 16);
        Limit.Within(QuickShares, 1, 100);
        Limit.Within(QuickStep, 2, 1_000);
        Limit.Within(IdleTargets, 1, 100);
        Limit.Within(QuickIdleTargets, 0.5, 100);
        Limit.Within(IdleStep, 1.1, 16);
        return this;
    }
}

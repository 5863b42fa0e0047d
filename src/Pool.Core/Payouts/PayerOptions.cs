namespace Pool.Core.Payouts;

/// <summary>Limits of the payer.</summary>
public sealed record PayerOptions
{
    /// <summary>Least free balance that is paid, atomic units.</summary>
    public long MinimumPayout { get; init; } = 100_000_000_000;

    /// <summary>Most payees of one transaction; the wallet's own limit applies besides. Monero: 16 outputs less the change.</summary>
    public int MaxPayees { get; init; } = 15;

    /// <summary>Blocks on top of a payout before the books are closed over it; Monero unlocks its change after 10.</summary>
    public int Confirmations { get; init; } = 10;

    /// <summary>
    /// How long a lease holds without renewal. Every run renews it; it must outlast the longest wallet call, and a payer that
    /// was killed is replaced after this and <see cref="LongestDeadline"/>.
    /// </summary>
    public TimeSpan LeaseLength { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Deadline of the wallet's Prepare, at least the wallet client's own.</summary>
    public TimeSpan PrepareDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Deadline of the wallet's Relay, at least the wallet client's own.</summary>
    public TimeSpan RelayDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Deadline of the wallet's RescanSpent, at least the wallet client's own.</summary>
    public TimeSpan RescanDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// After so many blocks a prepared transaction that was never relayed is given up: 60, two hours of Monero, since the
    /// decoys of its rings age.
    /// </summary>
    public int PreparedValidBlocks { get; init; } = 60;

    /// <summary>
    /// After so many blocks a relayed transaction that no node knows or takes is left to a person: 60, beyond every passing
    /// reason (a full mempool, a restarted node).
    /// </summary>
    public int GiveUpBlocks { get; init; } = 60;

    /// <summary>
    /// Plans that one run may try; each but the last sets a payee aside or halves the batch: 4 halvings and 16 bad addresses.
    /// </summary>
    public int MaxPlansPerRun { get; init; } = 20;

    /// <summary>A dead predecessor's last wallet call is over after this.</summary>
    public TimeSpan LongestDeadline =>
        new[] { PrepareDeadline, RelayDeadline, RescanDeadline }.Max();

    /// <exception cref="ArgumentException">A value is out of range; the message says which and what is allowed.</exception>
    public void Validate()
    {
        Limit.Within(MinimumPayout, 1, long.MaxValue);
        Limit.Within(MaxPayees, 1, 1000);
        Limit.Within(Confirmations, 1, 1000);
        Limit.Within(PreparedValidBlocks, 1, 100_000);
        Limit.Within(GiveUpBlocks, 1, 100_000);
        Limit.Within(MaxPlansPerRun, 1, 1000);
        foreach (var deadline in new[] { PrepareDeadline, RelayDeadline, RescanDeadline })
        {
            if (deadline <= TimeSpan.Zero || deadline * 2 > LeaseLength)
            {
                throw new ArgumentException(
                    $"a wallet deadline is {deadline}; it must be above 0 and at most half of the lease's {LeaseLength}");
            }
        }
    }
}

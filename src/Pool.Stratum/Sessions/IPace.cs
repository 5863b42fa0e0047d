namespace Pool.Stratum;

/// <summary>Makes one miner's difficulty follow its speed. Guarded by its session.</summary>
internal interface IPace
{
    /// <summary>The difficulty to ask for after a share that counted now.</summary>
    long OnShare(long difficulty);

    /// <summary>The difficulty to ask for when there has been no share for a while.</summary>
    long OnSilence(long difficulty);
}

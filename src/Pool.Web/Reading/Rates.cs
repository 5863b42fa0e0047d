namespace Pool.Web.Reading;

/// <summary>Hashrates as the API gives them, in H/s.</summary>
internal static class Rates
{
    /// <summary>A tenth of a hash is below any error of measurement; what is no number is 0.</summary>
    public static double Whole(double hashesPerSecond) =>
        double.IsFinite(hashesPerSecond) ? Math.Round(hashesPerSecond, 1) : 0;

    /// <summary>A block's expected work over the time that the network aims at.</summary>
    public static double Network(PoolDescription pool, NetworkView network) =>
        Whole(network.Difficulty / pool.Coin.BlockTime.TotalSeconds);

    /// <summary>The pool's part of the network's hashrate, a ratio; null while the network is unknown.</summary>
    public static double? Share(PoolDescription pool, PoolSnapshot snapshot) =>
        snapshot.Network is { } network && Network(pool, network) > 0
            ? Math.Round(snapshot.Overview.HashrateHs / Network(pool, network), 6)
            : null;
}

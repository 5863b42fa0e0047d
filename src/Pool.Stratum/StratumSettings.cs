using Pool.Core.Rewards;

namespace Pool.Stratum;

/// <summary>How the stratum server is set up.</summary>
/// <param name="Ports">At least one.</param>
/// <param name="Scheme">How the shares of its miners are rewarded.</param>
public sealed record StratumSettings(IReadOnlyList<StratumPort> Ports, RewardScheme Scheme, StratumLimits Limits)
{
    /// <exception cref="ArgumentException">A setting is out of its range; the text names it.</exception>
    public void Check()
    {
        Limits.Check();
        if (Ports.Count == 0)
        {
            throw new ArgumentException("the stratum server has no port: set at least one");
        }

        foreach (var port in Ports)
        {
            port.Check();
        }
    }
}

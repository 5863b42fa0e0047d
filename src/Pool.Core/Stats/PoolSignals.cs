using System.Diagnostics.Metrics;

namespace Pool.Core.Stats;

/// <summary>Where the rules tell what happens: events for pages and logs, health, and metrics.</summary>
/// <param name="Meter">The meter that the host made, named <see cref="MeterName"/>.</param>
public sealed record PoolSignals(ILiveEvents Events, HealthBoard Health, Meter Meter)
{
    public const string MeterName = "Pool";
}

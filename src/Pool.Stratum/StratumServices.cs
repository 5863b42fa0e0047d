using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Pool.Core.Blocks;
using Pool.Core.Miners;
using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Core.Templates;

namespace Pool.Stratum;

/// <summary>What the stratum server works with. The host owns all of it and keeps it alive until the server has stopped.</summary>
public sealed record StratumServices
{
    public required ITemplateFeed Feed { get; init; }

    public required IShareRecorder Recorder { get; init; }

    public required IBlockSubmitter Submitter { get; init; }

    public required IMinerDirectory Directory { get; init; }

    public required ILiveEvents Events { get; init; }

    public required HealthBoard Health { get; init; }

    public required PoolTags Tags { get; init; }

    public required IJobFactory Jobs { get; init; }

    public required IShareHasher Hasher { get; init; }

    public required IPayeeReader Payees { get; init; }

    public required TimeProvider Time { get; init; }

    public required Meter Meter { get; init; }

    public required ILogger Log { get; init; }
}

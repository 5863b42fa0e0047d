using Microsoft.Extensions.Logging;
using Pool.Core.Rewards;

namespace Pool.Stratum;

/// <summary>What every session of one server shares.</summary>
internal sealed class StratumContext
{
    private readonly DateTimeOffset _startedAt;
    private readonly long _started;

    public StratumContext(StratumSettings settings, StratumServices services, StratumMetrics metrics)
    {
        Services = services;
        _startedAt = services.Time.GetUtcNow();
        _started = services.Time.GetTimestamp();
        Metrics = metrics;
        Limits = settings.Limits;
        Scheme = settings.Scheme;
        Board = new WorkBoard(services.Jobs, settings.Limits, services.Time);
        Issuer = new JobIssuer(services.Tags, services.Recorder, settings.Limits);
        Failures = new Sparse(settings.Limits.WarningPause, services.Time);
        StoreTrouble = new Sparse(settings.Limits.WarningPause, services.Time);
    }

    public StratumServices Services { get; }

    public StratumMetrics Metrics { get; }

    public StratumLimits Limits { get; }

    public RewardScheme Scheme { get; }

    public WorkBoard Board { get; }

    public JobIssuer Issuer { get; }

    /// <summary>For errors of ours that one miner could cause over and over.</summary>
    public Sparse Failures { get; }

    /// <summary>For shares that the store does not take.</summary>
    public Sparse StoreTrouble { get; }

    public TimeProvider Time => Services.Time;

    /// <summary>Runs on evenly when the wall clock is set.</summary>
    public DateTimeOffset Now => _startedAt + Time.GetElapsedTime(_started);

    public ILogger Log => Services.Log;
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Pool.Core.Stats;

namespace Pool.Core.Tests.Flows;

/// <summary>Hears all that the rules tell.</summary>
internal sealed class Witness : ILiveEvents
{
    private readonly ConcurrentQueue<LiveEvent> _heard = new();

    public Witness() => Signals = new PoolSignals(this, new HealthBoard(), new Meter(PoolSignals.MeterName));

    public PoolSignals Signals { get; }

    public HealthBoard Health => Signals.Health;

    public IReadOnlyList<LiveEvent> Heard => [.. _heard];

    public IReadOnlyList<string> Alarms => [.. _heard.OfType<LiveEvent.Alarm>().Select(alarm => alarm.Text)];

    public IReadOnlyList<string> AllClears => [.. _heard.OfType<LiveEvent.AllClear>().Select(clear => clear.Text)];

    public HealthEntry Part(string part) => Health.Read().Single(entry => entry.Part == part);

    public void Tell(LiveEvent happened) => _heard.Enqueue(happened);
}

using Pool.Core.Stats;

namespace Pool.Core.Tests.World;

/// <summary>Everything that the rules told.</summary>
internal sealed class EventLog : ILiveEvents
{
    public List<LiveEvent> Told { get; } = [];

    public void Tell(LiveEvent happened) => Told.Add(happened);
}

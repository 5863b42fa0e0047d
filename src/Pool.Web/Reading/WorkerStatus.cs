using Pool.Core.Stats;

namespace Pool.Web.Reading;

/// <summary>Whether a worker is at work, told by its last share.</summary>
internal static class WorkerStatus
{
    public const string Online = "online";
    public const string Late = "late";
    public const string Offline = "offline";

    public static string Of(WorkerView worker, DateTimeOffset now, WebOptions options) => (now - worker.LastShareAt) switch
    {
        null => Offline,
        var silent when silent <= options.OnlineWithin => Online,
        var silent when silent <= options.LateWithin => Late,
        _ => Offline,
    };
}

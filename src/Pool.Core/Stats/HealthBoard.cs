using System.Collections.Concurrent;

namespace Pool.Core.Stats;

/// <summary>What the parts of the process say of themselves; read by the health pages.</summary>
public sealed class HealthBoard
{
    private readonly ConcurrentDictionary<string, HealthEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>A part works.</summary>
    /// <param name="critical">Without it the process is not ready to serve miners.</param>
    public void Good(string part, string text, bool critical = true) => _entries[part] = new(part, true, critical, text);

    /// <summary>A part does not work; the text says what is wrong and what to do.</summary>
    public void Bad(string part, string text, bool critical = true) => _entries[part] = new(part, false, critical, text);

    /// <summary>Every critical part has reported and works.</summary>
    public bool Ready => !_entries.IsEmpty && _entries.Values.All(entry => entry.Ok || !entry.Critical);

    public IReadOnlyList<HealthEntry> Read() =>
        [.. _entries.Values.OrderBy(entry => entry.Part, StringComparer.Ordinal)];
}

/// <param name="Part">e.g. daemon, store, wallet, payouts.</param>
public sealed record HealthEntry(string Part, bool Ok, bool Critical, string Text);

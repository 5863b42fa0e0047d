namespace Pool.Web.Reading;

/// <summary>Something that visitors should know of.</summary>
internal sealed record Warning(string Code, string Text);

/// <summary>
/// The warnings of a snapshot. Only our own sentences: what a part says of itself may name machines, and is for operators.
/// </summary>
internal static class Warnings
{
    public static IEnumerable<Warning> Of(PoolSnapshot snapshot)
    {
        if (snapshot.Network is null)
        {
            yield return new Warning("no-template", "The pool has no block template yet; miners wait for their first job.");
        }
        else if (snapshot.Network.Stale)
        {
            yield return new Warning(
                "template-stale", "The pool's node is away or behind the network; no new work is given out until it is back.");
        }

        foreach (var part in snapshot.Broken)
        {
            yield return new Warning(
                "part-" + part.Name,
                $"Not working now: {part.Name}. {(part.Critical ? "The pool cannot serve miners fully." : "Mining goes on.")}");
        }
    }
}

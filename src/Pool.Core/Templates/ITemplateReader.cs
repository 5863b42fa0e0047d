using Pool.Core.Chain;

namespace Pool.Core.Templates;

/// <summary>Parses a node's template and checks it by our own code. Pure.</summary>
public interface ITemplateReader
{
    /// <summary>
    /// The checked template, or null and what is wrong with it: unreadable, does not pay the pool's address, reserved bytes
    /// not where or what they should be, tree hash or height that do not agree.
    /// </summary>
    BlockTemplate? Read(RawTemplate raw, TemplateId id, out string? problem);
}

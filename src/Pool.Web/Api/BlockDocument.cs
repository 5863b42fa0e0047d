using System.Text.Json.Serialization;
using Pool.Core.Blocks;
using Pool.Core.Miners;
using Pool.Web.Text;

namespace Pool.Web.Api;

/// <summary>A found block in a list.</summary>
/// <param name="Confirmations">Blocks on top of it when it was last looked at.</param>
/// <param name="OnMainChain">What the nodes said last; may change until maturity.</param>
/// <param name="Effort">A ratio; null until the round's work is frozen.</param>
/// <param name="RewardAtomic">What the coinbase paid to the pool; null until it is credited.</param>
/// <param name="Finder">Shortened address; null when nobody's tag is in the block.</param>
/// <param name="ReplacedBy">Only of orphaned blocks.</param>
internal sealed record BlockDocument(
    long Height,
    string Hash,
    string Status,
    long Confirmations,
    bool OnMainChain,
    bool Missing,
    string Mode,
    string Difficulty,
    decimal? Effort,
    string? RewardAtomic,
    string? Finder,
    DateTimeOffset FoundAt,
    DateTimeOffset? DecidedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReplacedBy)
{
    public static BlockDocument Of(PoolDescription pool, PoolBlock block) => new(
        block.Height,
        block.Hash.ToString(),
        block.State.Label(),
        block.Depth,
        block.OnMainChain,
        block.Missing,
        pool.Mode,
        PoolDocument.Atomic(block.Difficulty),
        EffortOf(block),
        block.Reward is { } reward ? PoolDocument.Atomic(reward) : null,
        block.FinderAddress is { } finder ? MinerAddress.Shorten(finder) : null,
        block.FoundAt,
        block.DecidedAt,
        block.ReplacedBy?.ToString());

    public static decimal? EffortOf(PoolBlock block) => block.Effort is { } effort ? EffortText.Ratio(effort) : null;
}

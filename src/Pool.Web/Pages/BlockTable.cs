using Pool.Core.Blocks;
using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>Found blocks and what became of them. Orphans are never hidden.</summary>
internal sealed class BlockTable(PoolDescription pool)
{
    private readonly Column[] _short =
        [new("Height"), new("Found"), new("State"), new("Effort", true), new($"Reward, {pool.Coin.Symbol}", true)];

    /// <summary>Without finder and hash, for the first page.</summary>
    public Html RenderShort(Html caption, IEnumerable<PoolBlock> blocks, DateTimeOffset now) =>
        Table.Render(caption, _short, [.. blocks.Select(block => Cells(block, now))], None);

    public Html RenderLong(Html caption, IEnumerable<PoolBlock> blocks, DateTimeOffset now) =>
        Table.Render(caption, [.. _short, new Column("Found by"), new Column("Block")], [.. blocks.Select(block => LongCells(block, now))], None);

    private const string None = "No block yet. The first one is listed here the moment it is found.";

    private IReadOnlyList<Html> Cells(PoolBlock block, DateTimeOffset now) =>
    [
        Html.Of($"<b>{Amount.Count(block.Height)}</b>"),
        Fragments.Time(block.FoundAt, now),
        StateOf(block),
        block.Effort is { } effort ? Fragments.Text(EffortText.Percent(effort)) : Html.Of($"""<span class="quiet">soon known</span>"""),
        RewardOf(block),
    ];

    private IReadOnlyList<Html> LongCells(PoolBlock block, DateTimeOffset now) =>
    [
        .. Cells(block, now),
        Fragments.Address(block.FinderAddress),
        Html.Of($"<code>{block.Hash.ToString()}</code>"),
    ];

    private Html RewardOf(PoolBlock block) => (block.State, block.Reward) switch
    {
        (BlockState.Orphaned or BlockState.Refused, _) => Html.Of($"""<span class="quiet">none</span>"""),
        (_, { } reward) => Fragments.Text(Amount.Format(reward, pool.Coin.Decimals)),
        _ => Html.Of($"""<span class="quiet">at maturity</span>"""),
    };

    private Html StateOf(PoolBlock block) => block switch
    {
        { Missing: true } => Fragments.State("bad", "■", Html.Of($"gone from the chain; payouts wait")),
        { State: BlockState.Credited } => Fragments.State("good", "●", Html.Of($"credited")),
        { State: BlockState.Candidate, OnMainChain: true } => Maturing(block),
        { State: BlockState.Candidate, Depth: > 0 } => Fragments.State("wait", "▲", Html.Of($"not on the main chain now")),
        { State: BlockState.Candidate } => Fragments.State("wait", "◌", Html.Of($"not seen on the chain yet")),
        { State: BlockState.Refused } => Fragments.State("bad", "✕", Html.Of($"refused by the nodes")),
        { State: BlockState.Orphaned } => Fragments.State("bad", "✕", Html.Of($"orphaned{ReplacedBy(block)}")),
        _ => Fragments.State("bad", "✕", Html.Of($"taken back")),
    };

    private Html Maturing(PoolBlock block)
    {
        var depth = Math.Clamp(block.Depth, 0, pool.Maturity);
        return Fragments.State("wait", "◐", Html.Of($"""
            maturing {depth}/{pool.Maturity} <progress max="{pool.Maturity}" value="{depth}" aria-label="Confirmations"></progress>
            """));
    }

    private static Html ReplacedBy(PoolBlock block) => block.ReplacedBy is { } other
        ? Html.Of($""" <small>replaced by <code class="s">{other.Shorten()}</code></small>""")
        : default;
}

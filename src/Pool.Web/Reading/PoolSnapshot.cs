using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Templates;

namespace Pool.Web.Reading;

/// <summary>All that public pages show, read at one time. Never changes.</summary>
/// <param name="Sequence">Greater than that of every snapshot before, of earlier processes too.</param>
/// <param name="Blocks">The newest, newest first; one more than a page holds, which tells that there are more.</param>
/// <param name="Payments">Likewise.</param>
internal sealed record PoolSnapshot(
    long Sequence,
    DateTimeOffset AsOf,
    PoolOverview Overview,
    NetworkView? Network,
    IReadOnlyList<PoolBlock> Blocks,
    IReadOnlyList<PaymentView> Payments,
    IReadOnlyList<BrokenPart> Broken)
{
    /// <summary>The same but for number and time.</summary>
    public bool SaysTheSameAs(PoolSnapshot other) =>
        Overview == other.Overview
        && Network == other.Network
        && Blocks.SequenceEqual(other.Blocks)
        && Payments.SequenceEqual(other.Payments)
        && Broken.SequenceEqual(other.Broken);

    /// <summary>operational, degraded, or down when miners cannot be served.</summary>
    public string Status =>
        Broken.Any(part => part.Critical) ? "down" : Broken.Count > 0 ? "degraded" : "operational";
}

/// <summary>A part of the pool that does not work; its text is for operators, at /health/ready.</summary>
internal readonly record struct BrokenPart(string Name, bool Critical);

/// <summary>The network as the newest template shows it.</summary>
/// <param name="Height">Of the block that is being mined, as nodes count.</param>
/// <param name="Reward">What that block would pay to the pool, atomic units.</param>
/// <param name="Stale">The template must not be given out: the node is unreachable or behind.</param>
internal sealed record NetworkView(long Height, long Difficulty, long Reward, bool Stale)
{
    public static NetworkView? Of(TemplateNews? news) => news?.Template is { } template
        ? new NetworkView(template.Height, template.Difficulty, template.ExpectedReward, news.Problem is not null)
        : null;
}

/// <summary>A payout batch without its payees and without the wallet's secrets.</summary>
/// <param name="Fee">Of the network, atomic units; null before it is known.</param>
internal sealed record PaymentView(
    long Id,
    PayoutState State,
    Hash32? Transaction,
    long Gross,
    long Net,
    long? Fee,
    int Payees,
    long? MinedHeight,
    DateTimeOffset CreatedAt)
{
    public static PaymentView Of(PayoutBatch batch) => new(
        batch.Id,
        batch.State,
        batch.Transaction?.Hash,
        batch.Gross,
        batch.Net,
        batch.Transaction?.Fee,
        batch.Items.Count,
        batch.MinedHeight,
        batch.CreatedAt);
}

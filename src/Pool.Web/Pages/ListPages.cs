using Pool.Core.Blocks;
using Pool.Web.Http;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>The full lists of blocks and of payments, page by page.</summary>
internal sealed class ListPages(PoolDescription pool)
{
    private readonly BlockTable _blocks = new(pool);
    private readonly PaymentTable _payments = new(pool);

    public PageContent Blocks(PoolSnapshot snapshot, Slice<PoolBlock> page, bool first) => new("Blocks", Html.Of($"""
        <h1>Blocks</h1>
        <p class="claim">{Amount.Count(snapshot.Overview.BlocksFound)} found, {Amount.Count(snapshot.Overview.BlocksOrphaned)} orphaned.
        A block is credited after {pool.Maturity} confirmations, and orphans stay listed.</p>
        {_blocks.RenderLong(Caption("Blocks", first), page.Items, snapshot.AsOf)}
        {Pager("blocks", page.Next, first)}
        """), "blocks");

    public PageContent Payments(PoolSnapshot snapshot, Slice<PaymentView> page, bool first) => new("Payments", Html.Of($"""
        <h1>Payments</h1>
        <p class="claim">{Amount.Format(snapshot.Overview.Paid, pool.Coin)} paid in {Amount.Count(snapshot.Overview.Payments)} transactions.
        Balances of {Amount.Format(pool.MinimumPayout, pool.Coin)} and more are paid {Times.Every(pool.PayoutInterval)};
        the network fee is shared among the payees.</p>
        {_payments.RenderLong(Caption("Payments", first), page.Items, snapshot.AsOf)}
        {Pager("payments", page.Next, first)}
        """), "payments");

    private static Html Caption(string what, bool first) =>
        first ? Html.Of($"{what}, newest first") : Html.Of($"{what}, older ones");

    private static Html Pager(string path, string? next, bool first)
    {
        var newest = first ? default : Html.Of($"""<a href="./{path}">Newest</a>""");
        var older = next is null ? default : Html.Of($"""<a href="./{path}?cursor={next}" rel="next">Older</a>""");
        return first && next is null ? default : Html.Of($"""<nav class="pager" aria-label="Pages of the list">{newest}{older}</nav>""");
    }
}

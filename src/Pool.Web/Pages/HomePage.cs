using System.Globalization;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>The first page: what the pool is, whether it is alive, where to point a miner.</summary>
internal sealed class HomePage(PoolDescription pool, WebOptions options)
{
    private readonly BlockTable _blocks = new(pool);
    private readonly PaymentTable _payments = new(pool);
    private readonly ConnectCard _connect = new(pool);

    public PageContent Render(PoolSnapshot snapshot) => new($"{pool.Coin.Name} mining pool", Html.Of($"""
        <h1>{pool.Coin.Name} mining pool</h1>
        <p class="claim">{Claim()}</p>
        {Warnings.Of(snapshot).Select(WarningOf)}
        <dl class="figures" aria-label="Pool now">{Figures(snapshot)}</dl>
        {_connect.Render(null)}
        <div class="pair">
        <div>{_blocks.RenderShort(Html.Of($"Last blocks"), snapshot.Blocks.Take(options.ShortListRows), snapshot.AsOf)}
        <p class="more"><a href="./blocks">All blocks</a></p></div>
        <div>{_payments.RenderShort(Html.Of($"Last payments"), snapshot.Payments.Take(options.ShortListRows), snapshot.AsOf)}
        <p class="more"><a href="./payments">All payments</a></p></div>
        </div>
        """), "");

    private Html Claim() => Html.Of($"""
        {pool.Mode.ToUpperInvariant()} over {Plain(pool.PplnsWindow)} × network difficulty
        · fee {Plain(pool.FeeBasisPoints / 100m) + "\u00a0%"}
        · minimum payout {Amount.Format(pool.MinimumPayout, pool.Coin)}
        · payouts {Times.Every(pool.PayoutInterval)}
        · credited after {pool.Maturity} confirmations
        · {pool.Algorithm}
        """);

    private IEnumerable<Html> Figures(PoolSnapshot snapshot)
    {
        var seen = snapshot.Overview;
        yield return Fragments.Figure("Pool hashrate", Fragments.Text(Scaled.Hashrate(seen.HashrateHs)), ShareOf(snapshot));
        yield return Fragments.Figure("Miners", Fragments.Text(Amount.Count(seen.Miners)), Fragments.Text(Plural(seen.Workers, "worker")));
        yield return NetworkFigure(snapshot.Network);
        yield return Fragments.Figure(
            "Current effort", Fragments.Text(EffortText.Percent(seen.RoundEffort)), Fragments.Text(EffortText.Usual(seen.RoundEffort)));
        yield return Fragments.Figure("Blocks found", Fragments.Text(Amount.Count(seen.BlocksFound)), BlocksNote(snapshot));
        yield return Fragments.Figure(
            "Last payment",
            seen.LastPaymentAt is { } paid ? Fragments.Text(Times.Ago(paid, snapshot.AsOf)) : Html.Of($"none yet"),
            Fragments.Text($"{Amount.Format(seen.Paid, pool.Coin)} paid in {Plural(seen.Payments, "payment")}"));
    }

    private Html ShareOf(PoolSnapshot snapshot)
    {
        var window = $"over {Times.Length(snapshot.Overview.HashrateWindow)}";
        return Rates.Share(pool, snapshot) is { } share
            ? Fragments.Text($"{(share * 100).ToString("0.###", CultureInfo.InvariantCulture)} % of the network, {window}")
            : Fragments.Text(window);
    }

    private Html NetworkFigure(NetworkView? network) => network is null
        ? Fragments.Figure("Network height", Html.Of($"unknown"), Html.Of($"no block template yet"))
        : Fragments.Figure(
            "Network height",
            Fragments.Text(Amount.Count(network.Height)),
            Fragments.Text($"difficulty {Scaled.Difficulty(network.Difficulty)}, {Scaled.Hashrate(Rates.Network(pool, network))}"));

    private static Html BlocksNote(PoolSnapshot snapshot)
    {
        var seen = snapshot.Overview;
        var last = seen.LastBlock is { } block ? $"last {Times.Ago(block.FoundAt, snapshot.AsOf)}, " : "";
        return Fragments.Text($"{last}{Amount.Count(seen.BlocksOrphaned)} orphaned");
    }

    private static Html WarningOf(Warning warning) =>
        Html.Of($"""<p class="warning" role="status"><i aria-hidden="true">▲</i> {warning.Text}</p>""");

    private static string Plural(long count, string noun) => $"{Amount.Count(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}

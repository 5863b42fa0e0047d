using Pool.Core;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>Payout transactions: of the pool, and to one miner.</summary>
internal sealed class PaymentTable(PoolDescription pool)
{
    private readonly Column[] _short = [new("Time"), new($"Amount, {pool.Coin.Symbol}", true), new("Miners", true), new("State")];

    private readonly Column[] _long =
    [
        new("Time"),
        new($"Amount, {pool.Coin.Symbol}", true),
        new("Network fee", true),
        new("Miners", true),
        new("State"),
        new("Transaction"),
    ];

    private readonly Column[] _ofMiner =
        [new("Time"), new($"Received, {pool.Coin.Symbol}", true), new("Network fee", true), new("State"), new("Transaction")];

    /// <summary>Without fee and hash, for the first page.</summary>
    public Html RenderShort(Html caption, IEnumerable<PaymentView> payments, DateTimeOffset now) => Table.Render(
        caption,
        _short,
        [.. payments.Select(payment => (IReadOnlyList<Html>)
            [Fragments.Time(payment.CreatedAt, now), Coins(payment.Net), Count(payment.Payees), StateOf(payment.State)])],
        None);

    public Html RenderLong(Html caption, IEnumerable<PaymentView> payments, DateTimeOffset now) => Table.Render(
        caption,
        _long,
        [.. payments.Select(payment => (IReadOnlyList<Html>)
        [
            Fragments.Time(payment.CreatedAt, now),
            Coins(payment.Net),
            payment.Fee is { } fee ? Coins(fee) : Html.Of($"""<span class="quiet">unknown</span>"""),
            Count(payment.Payees),
            StateOf(payment.State),
            Transaction(payment.Transaction),
        ])],
        None);

    public Html RenderMiner(Html caption, IEnumerable<MinerPayment> payments, DateTimeOffset now) => Table.Render(
        caption,
        _ofMiner,
        [.. payments.Select(payment => (IReadOnlyList<Html>)
        [
            Fragments.Time(payment.CreatedAt, now),
            Coins(payment.Gross - payment.Fee),
            Coins(payment.Fee),
            StateOf(payment.State),
            Transaction(payment.Transaction),
        ])],
        $"No payment yet. It is sent once the credited balance reaches {Amount.Format(pool.MinimumPayout, pool.Coin)}.");

    private string None =>
        $"No payment yet. Payouts are looked at {Times.Every(pool.PayoutInterval)}; the minimum is {Amount.Format(pool.MinimumPayout, pool.Coin)}.";

    private Html Coins(long atomic) => Fragments.Text(Amount.Format(atomic, pool.Coin.Decimals));

    private static Html Count(long count) => Fragments.Text(Amount.Count(count));

    private static Html Transaction(Hash32? hash) => hash is { } known
        ? Html.Of($"<code>{known.ToString()}</code>")
        : Html.Of($"""<span class="quiet">not made yet</span>""");

    private static Html StateOf(PayoutState state) => state switch
    {
        PayoutState.Confirmed => Fragments.State("good", "●", Html.Of($"confirmed")),
        PayoutState.Seen => Fragments.State("wait", "◐", Html.Of($"seen, confirming")),
        PayoutState.RelayStarted => Fragments.State("wait", "◌", Html.Of($"being sent")),
        PayoutState.Prepared or PayoutState.Planned => Fragments.State("wait", "◌", Html.Of($"prepared")),
        PayoutState.Unknown => Fragments.State("bad", "▲", Html.Of($"unclear, the operator looks into it")),
        _ => Fragments.State("quiet", "✕", Html.Of($"cancelled, balances given back")),
    };
}

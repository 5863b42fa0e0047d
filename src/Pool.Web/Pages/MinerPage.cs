using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>What one miner wants to know: is every worker up, is the balance growing, when is it paid.</summary>
internal sealed class MinerPage(PoolDescription pool, WebOptions options)
{
    private static readonly Column[] WorkerColumns =
        [new("Worker"), new("State"), new("Hashrate", true), new("Last share"), new("Accepted", true), new("Rejected in 24 h")];

    private readonly PaymentTable _payments = new(pool);
    private readonly ConnectCard _connect = new(pool);

    public PageContent Render(MinerView miner, IReadOnlyList<MinerPayment> payments, DateTimeOffset now) => new("Miner", Html.Of($"""
        <h1>Your miner</h1>
        <p class="address"><code>{miner.Address}</code></p>
        <p class="claim">{Sentence(miner, now)}</p>
        {Held(miner)}
        <ol class="flow" aria-label="Balance">{Flow(miner)}</ol>
        {Progress(miner)}
        {Workers(miner, now)}
        {_payments.RenderMiner(Html.Of($"Payments"), payments, now)}
        """)) { Private = true, Typed = miner.Address };

    /// <summary>A valid address that the books do not know.</summary>
    public PageContent RenderUnknown(string address) => new("No shares yet", Html.Of($"""
        <h1>No shares yet</h1>
        <p class="address"><code>{address}</code></p>
        <p class="claim">The address is valid, and no share of it is in the books so far.
        It appears here with its first accepted share; give a new miner a minute, then reload.</p>
        {_connect.Render(address)}
        """)) { Private = true, Typed = address };

    private Html Sentence(MinerView miner, DateTimeOffset now)
    {
        var online = miner.Workers.Count(worker => WorkerStatus.Of(worker, now, options) == WorkerStatus.Online);
        var workers = miner.Workers.Count == 0
            ? "No worker in the last 24 hours"
            : $"{Amount.Count(online)} of {Amount.Count(miner.Workers.Count)} {(miner.Workers.Count == 1 ? "worker" : "workers")} online";
        var last = miner.LastShareAt is { } share ? $", last share {Times.Ago(share, now)}" : "";
        return Html.Of($"<b>{workers}, {Scaled.Hashrate(miner.HashrateHs)}</b>{last}. {Payout(miner)}");
    }

    private string Payout(MinerView miner)
    {
        if (miner.HeldReason is not null)
        {
            return "Payouts to this address wait.";
        }

        return miner.Confirmed >= pool.MinimumPayout
            ? $"{Amount.Format(miner.Confirmed, pool.Coin)} are due with the next payout ({Times.Every(pool.PayoutInterval)})."
            : $"{Amount.Format(miner.Confirmed, pool.Coin)} of the {Amount.Format(pool.MinimumPayout, pool.Coin)} for the next payout are reached.";
    }

    private static Html Held(MinerView miner) => miner.HeldReason is null
        ? default
        : Html.Of($"""
            <p class="warning" role="status"><i aria-hidden="true">▲</i> Payouts to this address are held: {miner.HeldReason}.
            The balance stays in the books; please ask the operator.</p>
            """);

    private IEnumerable<Html> Flow(MinerView miner)
    {
        yield return Step("Immature", miner.Immature, "estimate, in found blocks that still mature");
        yield return Step("Confirmed", miner.Confirmed, "credited, owed to you");
        yield return Step("In payout", miner.InPayout, "in a transaction on its way");
        yield return Step("Paid", miner.Paid, "received, all time");
    }

    private Html Step(string name, long atomic, string meaning) =>
        Html.Of($"<li><span>{name}</span> <b>{Amount.Format(atomic, pool.Coin)}</b> <small>{meaning}</small></li>");

    /// <summary>The bar counts thousandths, rounded down: an amount may not fit into the double that a browser reads.</summary>
    private Html Progress(MinerView miner)
    {
        var part = (long)Int128.Clamp((Int128)miner.Confirmed * 1000 / Math.Max(1, pool.MinimumPayout), 0, 1000);
        return Html.Of($"""
            <p class="reach"><label for="reach">To the minimum payout of {Amount.Format(pool.MinimumPayout, pool.Coin)}: {part / 10} %</label>
            <progress id="reach" max="1000" value="{part}"></progress></p>
            """);
    }

    private Html Workers(MinerView miner, DateTimeOffset now)
    {
        var shown = miner.Workers.Take(options.WorkerRows).Select(worker => Row(worker, now)).ToList();
        var caption = shown.Count < miner.Workers.Count
            ? Html.Of($"Workers <small>the first {shown.Count} of {miner.Workers.Count}; the API gives all</small>")
            : Html.Of($"Workers");
        return Table.Render(caption, WorkerColumns, shown, "No worker sent a share in the last 24 hours.");
    }

    private IReadOnlyList<Html> Row(WorkerView worker, DateTimeOffset now)
    {
        var tally = ShareTally.Of([worker]);
        return
        [
            Html.Of($"<b>{worker.Name}</b>"),
            StateOf(WorkerStatus.Of(worker, now, options)),
            Fragments.Text(Scaled.Hashrate(worker.HashrateHs)),
            Fragments.Time(worker.LastShareAt, now),
            Fragments.Text(Amount.Count(tally.Accepted)),
            Rejects(tally),
        ];
    }

    private static Html Rejects(ShareTally tally)
    {
        if (tally.Rejects.Count == 0)
        {
            return Html.Of($"""<span class="quiet">none</span>""");
        }

        var rejected = tally.Stale + tally.Invalid;
        var reasons = string.Join(", ", tally.Rejects.Select(reject => $"{Amount.Count(reject.Value)} {reject.Key.Label()}"));
        return Html.Of($"{Amount.Count(rejected)}, {Tenths(rejected, tally.Total)} % <small>{reasons}</small>");
    }

    /// <summary>Per cent with one digit, by integers.</summary>
    private static string Tenths(long part, long whole)
    {
        var tenths = (long)((Int128)part * 1000 / whole);
        return $"{Amount.Count(tenths / 10)}.{Amount.Count(tenths % 10)}";
    }

    private static Html StateOf(string status) => status switch
    {
        WorkerStatus.Online => Fragments.State("good", "●", Html.Of($"online")),
        WorkerStatus.Late => Fragments.State("wait", "▲", Html.Of($"late")),
        _ => Fragments.State("bad", "■", Html.Of($"offline")),
    };
}

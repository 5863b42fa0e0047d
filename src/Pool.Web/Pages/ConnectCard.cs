using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>How to mine here: a command that works as it stands once the address is in it, and all ports.</summary>
internal sealed class ConnectCard(PoolDescription pool)
{
    private static readonly Column[] Ports = [new("Port"), new("Host"), new("First difficulty", true), new("For")];

    /// <param name="address">The visitor's own, or null for a place to fill in.</param>
    public Html Render(string? address) => Html.Of($"""
        <section class="card connect" aria-labelledby="connect">
        <h2 id="connect">Connect</h2>
        {Command(address)}
        {Table.Render(Html.Of($"Ports"), Ports, [.. pool.Ports.Select(Row)], "No port is open now.")}
        <p class="quiet">Login is <code>address.worker</code>; the password is not needed. Difficulty follows your miner's speed.</p>
        </section>
        """);

    private Html Command(string? address)
    {
        if (pool.Ports.Count == 0)
        {
            return default;
        }

        var port = pool.Ports[0];
        return Html.Of($"""
            <p>With <b>xmrig</b>{(address is null ? Html.Of($", your address in the marked place") : default)}:</p>
            <pre><code>xmrig -o {port.Host}:{port.Port} -a {pool.Algorithm} -u {User(address)}.rig1 -p x -k</code></pre>
            """);
    }

    private Html User(string? address) =>
        address is null ? Html.Of($"<mark>YOUR_{pool.Coin.Symbol}_ADDRESS</mark>") : Fragments.Text(address);

    private static IReadOnlyList<Html> Row(StratumPort port) =>
    [
        Html.Of($"<b>{port.Port}</b>"),
        Html.Of($"""<code class="s">{port.Host}</code>"""),
        Html.Of($"{Amount.Count(port.Difficulty)}"),
        Fragments.Text(port.Description),
    ];
}

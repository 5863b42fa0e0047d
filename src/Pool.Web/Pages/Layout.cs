using System.Text;
using Microsoft.AspNetCore.Http;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>The frame of every page: head, navigation, address box, foot.</summary>
internal static class Layout
{
    /// <param name="root">Relative way to the site's root, e.g. "../", so that the site also works under a path.</param>
    /// <param name="snapshot">Null on pages that are shown without reading the books.</param>
    public static byte[] Render(PoolDescription pool, string root, PageContent page, PoolSnapshot? snapshot) =>
        Encoding.UTF8.GetBytes(Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            {(page.Private ? Html.Of($"""<meta name="robots" content="noindex" />""") : default)}
            <title>{page.Title} – {pool.Name}</title>
            <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23b4540a' d='M8 0l7 4v8l-7 4-7-4V4z'/%3E%3Cpath fill='%23fff' d='M4 11V6l4 3 4-3v5h-2V9.6L8 11 6 9.6V11z'/%3E%3C/svg%3E" />
            <link rel="stylesheet" href="{root}style.css" />
            </head>
            <body>
            <a class="skip" href="#main">Skip to content</a>
            <header class="top">
            <a class="brand" href="{root}">{pool.Name}</a>
            {StatusOf(page.Broken ? "down" : snapshot?.Status)}
            <nav aria-label="Pages">
            {NavLink(root, "", "Pool", page)}
            {NavLink(root, "blocks", "Blocks", page)}
            {NavLink(root, "payments", "Payments", page)}
            </nav>
            {AddressBox(pool, root, page)}
            </header>
            <main id="main">
            {page.Body}
            </main>
            <footer>
            <p>{FootOf(snapshot)} <a href="{root}api/v1/pools/{Uri.EscapeDataString(pool.Id)}">API</a> · Version {pool.Version}</p>
            </footer>
            </body>
            </html>
            """).ToString());

    /// <summary>The relative way from a path up to the site's root.</summary>
    public static string Root(HttpRequest request)
    {
        var depth = (request.Path.Value ?? "/").Count(c => c == '/') - 1;
        return depth <= 0 ? "./" : string.Concat(Enumerable.Repeat("../", depth));
    }

    private static Html NavLink(string root, string path, string text, PageContent page) => page.Path == path
        ? Html.Of($"""<a href="{root}{path}" aria-current="page">{text}</a>""")
        : Html.Of($"""<a href="{root}{path}">{text}</a>""");

    private static Html AddressBox(PoolDescription pool, string root, PageContent page) => Html.Of($"""
        <form class="lookup" role="search" action="{root}m" method="get">
        <label for="address">Your {pool.Coin.Symbol} address</label>
        <input id="address" name="address" value="{page.Typed}" required="" spellcheck="false"
          autocomplete="off" autocapitalize="off" placeholder="Paste your address" />
        <button>Show</button>
        </form>
        """);

    private static Html StatusOf(string? status) => status switch
    {
        null => default,
        "operational" => Html.Of($"""<span class="status good"><i aria-hidden="true">●</i> Operational</span>"""),
        "degraded" => Html.Of($"""<span class="status warn"><i aria-hidden="true">▲</i> Degraded</span>"""),
        _ => Html.Of($"""<span class="status bad"><i aria-hidden="true">■</i> Not working</span>"""),
    };

    private static Html FootOf(PoolSnapshot? snapshot) => snapshot is null
        ? default
        : Html.Of($"""Data as of <time datetime="{Times.Rfc3339(snapshot.AsOf)}">{Times.Clock(snapshot.AsOf)}</time> ·""");
}

/// <summary>What differs from page to page.</summary>
/// <param name="Path">Of the navigation's entry, or null.</param>
internal sealed record PageContent(string Title, Html Body, string? Path = null)
{
    /// <summary>About one miner: not for search engines.</summary>
    public bool Private { get; init; }

    /// <summary>Shown because the pool cannot answer.</summary>
    public bool Broken { get; init; }

    /// <summary>What the visitor typed into the address box.</summary>
    public string Typed { get; init; } = "";
}

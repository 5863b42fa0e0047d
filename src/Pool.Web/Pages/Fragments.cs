using Pool.Core.Miners;
using Pool.Web.Text;

namespace Pool.Web.Pages;

/// <summary>Small pieces that several pages share.</summary>
internal static class Fragments
{
    /// <summary>Relative and absolute time; the latter stays readable where there is no pointer to hover with.</summary>
    public static Html Time(DateTimeOffset? time, DateTimeOffset now) => time is { } known
        ? Html.Of($"""<time datetime="{Times.Rfc3339(known)}">{Times.Ago(known, now)} <small>{Times.Absolute(known, now)}</small></time>""")
        : Html.Of($"never");

    public static Html Address(string? address) => address is null
        ? Html.Of($"""<span class="quiet">unknown</span>""")
        : Html.Of($"""<code class="s">{MinerAddress.Shorten(address)}</code>""");

    /// <summary>A key figure with what explains it.</summary>
    public static Html Figure(string name, Html value, Html note) => Html.Of($"""
        <div><dt>{name}</dt> <dd><b>{value}</b> <small>{note}</small></dd></div>
        """);

    /// <summary>A state as a sign and a word.</summary>
    /// <param name="mood">good, wait, bad or quiet.</param>
    public static Html State(string mood, string sign, Html words) =>
        Html.Of($"""<span class="state {mood}"><i aria-hidden="true">{sign}</i> {words}</span>""");

    public static Html Text(string? text) => Html.Of($"{text}");
}

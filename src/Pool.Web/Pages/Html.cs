using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pool.Web.Pages;

/// <summary>
/// A piece of markup. It is made of interpolated strings alone: their literal parts are markup, and every text in a hole is
/// encoded, so that no text of a visitor's or miner's can become markup. Well-formed XML, which the tests check.
/// </summary>
internal readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Of(HtmlText text) => new(text.ToString());

    public override string ToString() => _markup ?? "";
}

/// <summary>Collects an interpolated string for <see cref="Html.Of"/>.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlText
{
    /// <summary>Letters that a hole takes on average.</summary>
    private const int HoleSize = 16;

    private readonly StringBuilder _markup;

    public HtmlText(int literalLength, int holes) => _markup = new StringBuilder(literalLength + (holes * HoleSize));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Html markup) => _markup.Append(markup.ToString());

    public void AppendFormatted(IEnumerable<Html> pieces)
    {
        foreach (var piece in pieces)
        {
            _markup.Append(piece.ToString());
        }
    }

    public void AppendFormatted(long number) => _markup.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(string? text)
    {
        foreach (var c in text ?? "")
        {
            _ = c switch
            {
                '&' => _markup.Append("&amp;"),
                '<' => _markup.Append("&lt;"),
                '>' => _markup.Append("&gt;"),
                '"' => _markup.Append("&quot;"),
                '\'' => _markup.Append("&#39;"),
                // Control characters have no place in markup, not even encoded.
                < ' ' or (>= '\u007f' and <= '\u009f') or '\ufffe' or '\uffff' => _markup.Append('\ufffd'),
                // Marks that turn the direction of what follows could disguise a name.
                (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => _markup.Append('\ufffd'),
                _ => _markup.Append(c),
            };
        }
    }

    public override string ToString() => _markup.ToString();
}

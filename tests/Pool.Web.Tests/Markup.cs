using System.Xml;
using System.Xml.Linq;

namespace Pool.Web.Tests;

/// <summary>A page as XML: one that does not parse is not well-formed.</summary>
internal static class Markup
{
    public static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    public static async Task<XDocument> GetPage(this WebHost host, string path) => Parse(await host.GetText(path));

    public static IEnumerable<XElement> All(this XContainer page, string name) => page.Descendants(name);

    /// <summary>The words of an element, white space folded.</summary>
    public static string Words(this XElement element) =>
        string.Join(' ', element.Value.Replace('\u00a0', ' ').Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    public static string Words(this XDocument page) => page.Root!.Element("body")!.Words();

    /// <summary>The rows of the table with this caption, cell by cell.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(this XDocument page, string caption) =>
    [
        .. page.All("table").Single(table => table.Element("caption")!.Words().StartsWith(caption, StringComparison.Ordinal))
            .Element("tbody")!.Elements("tr").Select(row => (IReadOnlyList<string>)[.. row.Elements().Select(Words)]),
    ];
}

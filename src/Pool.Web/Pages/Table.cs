namespace Pool.Web.Pages;

/// <summary>A column of a table.</summary>
/// <param name="Number">Aligned at the right.</param>
internal readonly record struct Column(string Name, bool Number = false);

/// <summary>A table with caption and column heads; on narrow screens each row becomes a card.</summary>
internal static class Table
{
    /// <param name="rows">The cells of each row; the first one heads its row.</param>
    /// <param name="empty">What is said when there are no rows.</param>
    public static Html Render(Html caption, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<Html>> rows, string empty) =>
        rows.Count == 0
            ? Html.Of($"""<section class="empty"><h2>{caption}</h2><p>{empty}</p></section>""")
            : Html.Of($"""
                <table>
                <caption>{caption}</caption>
                <thead><tr>{columns.Select(Head)}</tr></thead>
                <tbody>{rows.Select(cells => Row(columns, cells))}</tbody>
                </table>
                """);

    private static Html Head(Column column) => column.Number
        ? Html.Of($"""<th scope="col" class="n">{column.Name}</th>""")
        : Html.Of($"""<th scope="col">{column.Name}</th>""");

    private static Html Row(IReadOnlyList<Column> columns, IReadOnlyList<Html> cells) =>
        Html.Of($"<tr>{columns.Zip(cells, Cell)}</tr>\n");

    /// <summary>The label names the column where the heads are not shown.</summary>
    private static Html Cell(Column column, Html value) => column.Number
        ? Html.Of($"""<td class="n" data-label="{column.Name}">{value}</td>""")
        : Html.Of($"""<td data-label="{column.Name}">{value}</td>""");
}

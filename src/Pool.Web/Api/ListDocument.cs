using Pool.Web.Http;

namespace Pool.Web.Api;

/// <summary>The envelope of every list.</summary>
/// <param name="Seq">Number of the snapshot that was newest when the list was read.</param>
internal sealed record ListDocument<T>(IReadOnlyList<T> Items, ListDocument<T>.PagePart Page, DateTimeOffset AsOf, long Seq)
{
    public sealed record PagePart(int Limit, string? Next);
}

internal static class ListDocument
{
    public static ListDocument<TItem> Of<TItem, TSource>(
        Slice<TSource> slice, Func<TSource, TItem> item, DateTimeOffset asOf, long sequence) =>
        new([.. slice.Items.Select(item)], new ListDocument<TItem>.PagePart(slice.Limit, slice.Next), asOf, sequence);
}

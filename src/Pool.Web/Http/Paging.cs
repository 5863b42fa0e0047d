using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Pool.Web.Http;

/// <summary>What a request says about the page of a list that it wants.</summary>
/// <param name="Cursor">As page.next gave it, or null for the first page.</param>
internal readonly record struct Paging(int Limit, string? Cursor)
{
    /// <exception cref="ProblemException">limit-invalid, cursor-invalid.</exception>
    public static Paging Of(HttpRequest request, WebOptions options)
    {
        var limit = options.DefaultLimit;
        var asked = request.Query["limit"];
        if (asked.Count > 0
            && (!int.TryParse(asked.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit < 1
                || limit > options.MaxLimit))
        {
            throw new ProblemException(Problem.LimitInvalid(asked.ToString(), options.MaxLimit));
        }

        return new Paging(limit, CursorOf(request));
    }

    /// <summary>Pages for people have one length.</summary>
    /// <exception cref="ProblemException">cursor-invalid.</exception>
    public static Paging OfPage(HttpRequest request, WebOptions options) => new(options.DefaultLimit, CursorOf(request));

    private static string? CursorOf(HttpRequest request)
    {
        var cursor = request.Query["cursor"];
        return cursor.Count switch
        {
            0 => null,
            1 => cursor.ToString(),
            _ => throw new ProblemException(Problem.CursorInvalid()),
        };
    }
}

/// <summary>A page of a list and the cursor of the following one.</summary>
internal sealed record Slice<T>(IReadOnlyList<T> Items, int Limit, string? Next)
{
    /// <param name="read">Newest first, one more than the limit when there are more.</param>
    public static Slice<T> Of(IReadOnlyList<T> read, int limit, Func<T, string> cursor)
    {
        IReadOnlyList<T> items = [.. read.Take(limit)];
        return new Slice<T>(items, limit, read.Count > limit ? cursor(items[^1]) : null);
    }
}

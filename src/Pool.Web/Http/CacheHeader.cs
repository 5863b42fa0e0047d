using System.Globalization;
using Pool.Web.Reading;

namespace Pool.Web.Http;

/// <summary>How long public answers may be kept, and how a state of them is named.</summary>
internal static class CacheHeader
{
    /// <summary>While a proxy fetches anew it may serve for half a minute, and for five minutes when the pool is away.</summary>
    public static string Public(WebOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"public, max-age={(int)options.MaxAge.TotalSeconds}, stale-while-revalidate=30, stale-if-error=300");

    public static string Tag(PoolDescription pool, PoolSnapshot snapshot) =>
        string.Create(CultureInfo.InvariantCulture, $"{pool.Id}-{snapshot.Sequence}");
}

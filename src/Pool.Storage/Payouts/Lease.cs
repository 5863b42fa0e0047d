using Pool.Core.Payouts;
using Pool.Storage.Engine;

namespace Pool.Storage.Payouts;

/// <summary>Who may pay, in the pool's row.</summary>
internal static class Lease
{
    private const string TakeFree = """
        UPDATE pool SET payer = @holder, payer_until = @until
        WHERE pool = @pool AND (payer IS NULL OR payer = @holder OR payer_until <= @now)
        """;

    // The clock was ahead when it was taken: no lease lasts longer than its length from now.
    private const string Shorten = """
        UPDATE pool SET payer_until = @until WHERE pool = @pool AND payer <> @holder AND payer_until > @until
        """;

    private const string RestOf = """
        SELECT payer_until - store_now_ms() FROM pool WHERE pool = @pool AND payer = @holder
        """;

    private const string Free = "UPDATE pool SET payer = NULL, payer_until = 0 WHERE pool = @pool AND payer = @holder";

    private const string CountHolder = "SELECT count(*) FROM pool WHERE pool = @pool AND payer = @holder";

    public static async Task<PayerLease?> Take(WriteSession session, string holder, TimeSpan length)
    {
        var until = session.Now + StoreTime.Of(length);
        await session.Execute(Shorten, new { pool = session.Pool, holder, until }).ConfigureAwait(false);
        var taken = await session.Execute(TakeFree, new { pool = session.Pool, holder, until, now = session.Now })
            .ConfigureAwait(false);
        return taken == 1 ? new PayerLease(holder, length) : null;
    }

    public static async Task<PayerLease?> Read(StoreSession session, string holder)
    {
        var rest = await session.Find<long?>(RestOf, new { pool = session.Pool, holder }).ConfigureAwait(false);
        return rest > 0 ? new PayerLease(holder, TimeSpan.FromMilliseconds(rest.Value)) : null;
    }

    public static Task Release(WriteSession session, string holder) =>
        session.Execute(Free, new { pool = session.Pool, holder });

    /// <summary>
    /// Under the pool's lock: whoever took the lease since then changed the holder, whatever any clock says.
    /// </summary>
    /// <exception cref="LeaseLostException">Another holds it, or nobody.</exception>
    public static async Task Require(WriteSession session, string holder)
    {
        if (await session.Number(CountHolder, new { pool = session.Pool, holder }).ConfigureAwait(false) != 1)
        {
            throw new LeaseLostException(holder);
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Shares;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Properties;

public sealed class ShareProperties : IDisposable
{
    private readonly SqliteFixture _fixture = new();
    private int _pools;

    [Fact]
    public void Slices_hold_exactly_the_accepted_shares_of_any_history_without_gaps() =>
        Prop.ForAll(ShareStep.Histories, Holds).QuickCheckThrowOnFailure();

    private async Task Holds(ShareStep[] history)
    {
        var pool = $"pool-{++_pools}";
        await using var store = await _fixture.Open(pool);
        var model = await Play(store, history);
        var number = (await _fixture.Query<long>("SELECT pool FROM pool WHERE name = @pool", new { pool })).Single();

        (await _fixture.Query<long>("SELECT slice FROM slice WHERE pool = @number ORDER BY slice", new { number }))
            .ShouldBe(Enumerable.Range(1, (int)model.Slice).Select(slice => (long)slice));
        (await Rows("slice || ' ' || address", "sum(work)", "outcome IN (0, 1)", number)).ShouldBe(
            model.Work.Select(row => $"{row.Key.Slice} {row.Key.Address} {row.Value}").Order(StringComparer.Ordinal));
        (await Rows("address || ' ' || outcome", "sum(shares)", "1 = 1", number)).ShouldBe(
            model.Shares.Select(row => $"{row.Key.Address} {(int)row.Key.Outcome} {row.Value}").Order(StringComparer.Ordinal));
        (await _fixture.Query<string>(
            "SELECT slice || ' ' || work || ' ' || effort || ' ' || shares FROM slice_work WHERE pool = @number ORDER BY slice", new { number }))
            .ShouldBe(await _fixture.Query<string>("""
                SELECT slice || ' ' || sum(work) || ' ' || sum(effort) || ' ' || sum(shares)
                FROM share WHERE pool = @number AND outcome IN (0, 1) GROUP BY slice ORDER BY slice
                """, new { number }));
        foreach (var (block, cursor) in model.Cursors)
        {
            await BlockHolds(store, model, block, cursor);
        }
    }

    private static async Task BlockHolds(PoolStore store, SliceModel model, int block, long cursor)
    {
        var stored = (await store.Blocks.Find(Sample.Hash(block), CancellationToken.None))!;
        stored.Cursor.ShouldBe(cursor);
        var slices = new List<Pool.Core.Rounds.SliceWork>();
        await foreach (var slice in store.Blocks.ReadSlices(stored, CancellationToken.None))
        {
            slices.Add(slice);
        }

        slices.Select(slice => slice.Number).ShouldBe(
            model.Work.Keys.Select(key => key.Slice).Where(slice => slice <= cursor).Distinct().OrderDescending());
        slices.Sum(slice => slice.Work.Sum(row => row.Work)).ShouldBe(
            model.Work.Where(row => row.Key.Slice <= cursor).Sum(row => row.Value));
    }

    private async Task<SliceModel> Play(PoolStore store, ShareStep[] history)
    {
        var model = new SliceModel();
        FrontEnd[] fronts = [await FrontEnd.Start(store), await FrontEnd.Start(store), await FrontEnd.Start(store)];
        for (var step = 0; step < history.Length; step++)
        {
            var now = history[step];
            _fixture.Clock.JumpTo(_fixture.Clock.GetUtcNow().AddSeconds(now.Seconds));
            int? found = now.Found ? step : null;
            var batch = fronts[now.Front].Next(now.Found ? Sample.Candidate(step) : null, [.. now.Sums]);
            (await store.Shares.Append(batch, CancellationToken.None)).ShouldBe(AppendResult.Committed);
            model.Book(now.Sums, _fixture.Clock.GetUtcNow().ToUnixTimeMilliseconds(), found);
            for (var repeat = 0; repeat < now.Repeats; repeat++)
            {
                (await store.Shares.Append(batch, CancellationToken.None)).ShouldBe(AppendResult.Repeated);
            }

            if (now.Scanned)
            {
                await store.Blocks.AddFromChain(Sample.Recovered(100_000 + step), CancellationToken.None);
                model.Close(100_000 + step);
            }
        }

        return model;
    }

    private async Task<IEnumerable<string>> Rows(string key, string sum, string where, long number) =>
        (await _fixture.Query<string>($"""
            SELECT {key} || ' ' || {sum} FROM share JOIN account ON account.pool = share.pool AND account.account = share.account
            WHERE share.pool = @number AND {where} GROUP BY {key}
            """, new { number })).Order(StringComparer.Ordinal);

    public void Dispose() => _fixture.Dispose();
}

using Pool.Core.Blocks;
using Pool.Core.Shares;

namespace Pool.Storage.Tests.Fixtures;

/// <summary>A front end that numbers its batches.</summary>
internal sealed class FrontEnd(PoolStore store)
{
    public Guid StartId { get; } = Guid.NewGuid();

    public long Sequence { get; private set; }

    public static async Task<FrontEnd> Start(PoolStore store)
    {
        var front = new FrontEnd(store);
        await store.Shares.RegisterStart(front.StartId, CancellationToken.None);
        return front;
    }

    /// <summary>Books the next batch.</summary>
    public Task Send(params ShareSum[] sums) => Send(null, sums);

    public async Task Send(BlockCandidate? candidate, params ShareSum[] sums)
    {
        var result = await store.Shares.Append(Next(candidate, sums), CancellationToken.None);
        result.ShouldBe(AppendResult.Committed);
    }

    public ShareBatch Next(BlockCandidate? candidate, params ShareSum[] sums) => new(StartId, ++Sequence, sums, candidate);
}

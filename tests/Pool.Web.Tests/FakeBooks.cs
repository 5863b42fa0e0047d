using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Templates;

namespace Pool.Web.Tests;

/// <summary>Books in memory, which can be made to fail or to hang, and which count their readers.</summary>
internal sealed class FakeBooks : IPoolQueries
{
    private int _overviews;

    public PoolOverview Overview { get; set; } = Samples.Overview;

    public IReadOnlyList<PoolBlock> Blocks { get; set; } = Samples.Blocks(5);

    public IReadOnlyList<PayoutBatch> Batches { get; set; } = Samples.Batches(3);

    public Dictionary<string, MinerView> Miners { get; } = new() { [Samples.Alice] = Samples.Miner };

    public IReadOnlyList<MinerPayment> Payments { get; set; } = Samples.MinerPayments(3);

    /// <summary>Thrown by every read while set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Reads wait for it.</summary>
    public Task Open { get; set; } = Task.CompletedTask;

    /// <summary>Runs at the start of every read, on its thread.</summary>
    public Action Before { get; set; } = () => { };

    public int Overviews => _overviews;

    public async Task<PoolOverview> ReadOverview(CancellationToken cancel)
    {
        Interlocked.Increment(ref _overviews);
        return await Answer(Overview);
    }

    public Task<MinerView?> ReadMiner(string address, CancellationToken cancel) => Answer(Miners.GetValueOrDefault(address));

    public Task<IReadOnlyList<PoolBlock>> ReadBlocks(BlockCursor? before, int limit, CancellationToken cancel) =>
        Answer<IReadOnlyList<PoolBlock>>([.. Blocks.Where(block => before is null || block.Height < before.Value.Height).Take(limit)]);

    public Task<IReadOnlyList<PayoutBatch>> ReadPayments(long? before, int limit, CancellationToken cancel) =>
        Answer<IReadOnlyList<PayoutBatch>>([.. Batches.Where(batch => before is null || batch.Id < before).Take(limit)]);

    public Task<IReadOnlyList<MinerPayment>> ReadMinerPayments(string address, int limit, CancellationToken cancel) =>
        Answer<IReadOnlyList<MinerPayment>>(Miners.ContainsKey(address) ? [.. Payments.Take(limit)] : []);

    private async Task<T> Answer<T>(T value)
    {
        Before();
        await Open;
        return Failure is null ? value : throw Failure;
    }
}

/// <summary>A feed that always has the same news.</summary>
internal sealed class FakeFeed : ITemplateFeed
{
    public TemplateNews News { get; set; } = Samples.News;

    public Exception? Failure { get; set; }

    public Task<TemplateNews> WaitForTemplate(long after, CancellationToken cancel) =>
        Failure is null ? Task.FromResult(News) : Task.FromException<TemplateNews>(Failure);
}

/// <summary>Takes 95 letters that begin with 4; 9 in front is another network.</summary>
internal sealed class FakeAddressCheck : IAddressCheck
{
    public AddressVerdict Check(string text) => text switch
    {
        { Length: 95 } when text[0] == '4' => AddressVerdict.Good(text),
        { Length: 95 } when text[0] == '9' => AddressVerdict.Bad(AddressVerdict.WrongNetwork, "This is a testnet address; the pool mines on mainnet."),
        _ => AddressVerdict.Bad(AddressVerdict.Invalid, $"'{text}' has {text.Length} letters; an address has 95."),
    };
}

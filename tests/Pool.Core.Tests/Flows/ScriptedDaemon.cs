using System.Threading.Channels;
using Pool.Core.Chain;
using Pool.Core.Tests.Shares;

namespace Pool.Core.Tests.Flows;

/// <summary>A node whose answers the test sets. Left alone it is well, at height 100.</summary>
internal sealed class ScriptedDaemon : IDaemon
{
    private readonly Channel<int> _templateCalls = Channel.CreateUnbounded<int>();
    private int _infos;
    private int _templates;

    public ScriptedDaemon(string name = "node1:18081")
    {
        Name = name;
        At(100);
        OnSubmit = _ => Task.FromResult(new SubmitResult(null));
    }

    public string Name { get; }

    public Func<Task<DaemonInfo>> OnInfo { get; set; } = null!;

    public Func<Task<RawTemplate>> OnTemplate { get; set; } = null!;

    public Func<ReadOnlyMemory<byte>, Task<SubmitResult>> OnSubmit { get; set; }

    public Func<long, Task<Hash32?>> OnHash { get; set; } = height => Task.FromResult<Hash32?>(Make.Hash((int)height));

    public int InfoCalls => Volatile.Read(ref _infos);

    public int TemplateCalls => Volatile.Read(ref _templates);

    public string? AskedAddress { get; private set; }

    public int AskedReserve { get; private set; }

    /// <summary>The node stands at a height: block <paramref name="variant"/> of it is the tip.</summary>
    public void At(long height, bool synchronized = true, int variant = 0)
    {
        var top = Make.Hash((int)(height + (1_000 * variant)));
        OnInfo = () => Task.FromResult(new DaemonInfo(height, height, top, 5_000, "mainnet", synchronized, "0.18"));
        Offers(new RawTemplate([1], height, 5_000, top, 130, Make.Hash(-1), null, 600));
    }

    public void Offers(RawTemplate template) => OnTemplate = () => Task.FromResult(template);

    public void Dies()
    {
        OnInfo = () => Task.FromException<DaemonInfo>(Away());
        OnTemplate = () => Task.FromException<RawTemplate>(Away());
    }

    public DaemonUnavailableException Away() => new(Name, "connection refused");

    /// <summary>Done when the node is asked for a template the next time that the test has not waited for yet.</summary>
    public Task<int> NextTemplateCall() => _templateCalls.Reader.ReadAsync().Soon();

    public Task<DaemonInfo> GetInfo(CancellationToken cancel)
    {
        Interlocked.Increment(ref _infos);
        return OnInfo();
    }

    public Task<RawTemplate> GetBlockTemplate(string address, int reserveSize, CancellationToken cancel)
    {
        (AskedAddress, AskedReserve) = (address, reserveSize);
        _templateCalls.Writer.TryWrite(Interlocked.Increment(ref _templates));
        return OnTemplate();
    }

    public Task<SubmitResult> SubmitBlock(ReadOnlyMemory<byte> block, CancellationToken cancel) =>
        OnSubmit(block).WaitAsync(cancel);

    public Task<Hash32?> GetBlockHash(long height, CancellationToken cancel) => OnHash(height);

    public Task<ChainBlock?> GetBlockByHeight(long height, CancellationToken cancel) => throw NotAsked();

    public Task<TransactionPlace> FindTransaction(Hash32 transaction, CancellationToken cancel) => throw NotAsked();

    public Task<IReadOnlyList<Hash32>?> FindInputs(Hash32 transaction, CancellationToken cancel) => throw NotAsked();

    public Task<SendResult> SendTransaction(ReadOnlyMemory<byte> blob, CancellationToken cancel) => throw NotAsked();

    public Task<IReadOnlyList<KeyImageState>> GetKeyImages(IReadOnlyList<Hash32> keyImages, CancellationToken cancel) =>
        throw NotAsked();

    private static InvalidOperationException NotAsked() => new("no rule under test asks a node that");
}

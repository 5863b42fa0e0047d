using System.Collections.Concurrent;
using System.Threading.Channels;
using Pool.Core.Blocks;
using Pool.Core.Miners;
using Pool.Core.Stats;

namespace Pool.Stratum.Tests;

/// <summary>Addresses whose text says what they are: what begins with "good" can be paid.</summary>
internal sealed class ScriptedPayees : IPayeeReader
{
    public Payee Read(string address) => address switch
    {
        _ when address.StartsWith("good", StringComparison.Ordinal) => new(address, null),
        "othernet" => new(null, "this is a testnet address; this is mainnet"),
        _ => new(null, "the checksum does not agree"),
    };
}

internal sealed class ScriptedSubmitter : IBlockSubmitter
{
    private readonly Channel<BlockCandidate> _blocks = Channel.CreateUnbounded<BlockCandidate>();

    public Exception? Failure { get; set; }

    public void Submit(BlockCandidate candidate)
    {
        _blocks.Writer.TryWrite(candidate);
        if (Failure is { } failure)
        {
            throw failure;
        }
    }

    public async Task<BlockCandidate> Next() => await _blocks.Reader.ReadAsync(TestPool.Patience());
}

internal sealed class ScriptedDirectory : IMinerDirectory
{
    public ConcurrentDictionary<string, long> Known { get; } = new();

    public Func<Task<long?>>? Instead { get; set; }

    public Task<long?> GetDifficulty(string address, string worker, CancellationToken cancel) =>
        Instead?.Invoke() ?? Task.FromResult(Known.TryGetValue(address + "." + worker, out var known) ? known : (long?)null);

    public void RememberDifficulty(string address, string worker, long difficulty) => Known[address + "." + worker] = difficulty;
}

internal sealed class ScriptedEvents : ILiveEvents
{
    private readonly Channel<LiveEvent> _events = Channel.CreateUnbounded<LiveEvent>();

    public void Tell(LiveEvent happened) => _events.Writer.TryWrite(happened);

    /// <summary>The next event of a kind; others are passed over.</summary>
    public async Task<T> Next<T>()
        where T : LiveEvent
    {
        while (true)
        {
            if (await _events.Reader.ReadAsync(TestPool.Patience()) is T wanted)
            {
                return wanted;
            }
        }
    }
}

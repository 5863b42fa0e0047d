using System.Collections.Concurrent;
using System.Globalization;
using Pool.Demo.Miner;
using Pool.Hashing;

namespace Pool.Demo.Story;

/// <summary>The miners of the story, until they are disposed of.</summary>
internal sealed class MiningCrew : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _shared = new();
    private readonly Narrator _narrator;
    private readonly Task _mining;

    public MiningCrew(IEnumerable<MinerSettings> miners, PowEngine engine, Narrator narrator)
    {
        _narrator = narrator;
        _mining = Task.WhenAll(miners.Select(miner => new CpuMiner(miner, engine, Hear).Run(_stop.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _mining;
        _stop.Dispose();
    }

    private void Hear(MinerEvent happened)
    {
        switch (happened)
        {
            case MinerEvent.LoggedIn:
                _narrator.Tell($"{happened.Miner} logged in");
                break;
            case MinerEvent.Accepted accepted when _shared.TryAdd(happened.Miner, true):
                _narrator.Tell(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{happened.Miner}'s first share accepted: difficulty {accepted.Difficulty}, answered in {accepted.Answer.TotalMilliseconds:0} ms, checked and durable"));
                break;
            case MinerEvent.Rejected rejected:
                _narrator.Tell($"{happened.Miner}'s share refused: {rejected.Reason}");
                break;
            case MinerEvent.Disconnected gone:
                _narrator.Tell($"{happened.Miner} lost the pool: {gone.Reason}");
                break;
            default:
                break;
        }
    }
}

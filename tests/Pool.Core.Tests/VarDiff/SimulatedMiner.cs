using Pool.Core.VarDiff;

namespace Pool.Core.Tests.VarDiff;

/// <summary>
/// A miner whose shares come at random, as they do: after a time that is exponential with mean difficulty over hashrate. A
/// new difficulty reaches it 100 ms later; a sweep for silent miners runs every 10 s.
/// </summary>
internal sealed class SimulatedMiner(VarDiffOptions options, double hashrate, int seed, long? remembered = null)
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const double Latency = 0.1;
    private const double SweepInterval = 10;

    private readonly Random _random = new(seed);
    private readonly WorkerDifficulty _difficulty = new(options, remembered, Epoch);
    private readonly Queue<(double At, long Difficulty)> _onTheWay = new();
    private double _now;
    private double _nextSweep = SweepInterval;
    private long _working = Math.Clamp(remembered ?? options.Start, options.Min, options.Max);

    public double Hashrate { get; set; } = hashrate;

    public long Difficulty => _difficulty.Current;

    public double Seconds => _now;

    public int Shares { get; private set; }

    public int Changes { get; private set; }

    /// <summary>How often shares come at the present difficulty, over how often they should.</summary>
    public double Pace => Hashrate * options.TargetSeconds / Difficulty;

    /// <summary>Shares and silences up to a time.</summary>
    public void RunUntil(double seconds)
    {
        while (_now < seconds)
        {
            // Exponential times have no memory, so the next share may be drawn anew at every other event.
            var share = _now - (Math.Log(1 - _random.NextDouble()) * _working / Hashrate);
            var job = _onTheWay.TryPeek(out var coming) ? coming.At : double.PositiveInfinity;
            _now = Math.Min(Math.Min(share, job), Math.Min(_nextSweep, seconds));
            if (_now == job)
            {
                _working = _onTheWay.Dequeue().Difficulty;
            }
            else if (_now == _nextSweep)
            {
                _nextSweep += SweepInterval;
                Follow(_difficulty.OnIdle(Time));
            }
            else if (_now == share)
            {
                Shares++;
                Follow(_difficulty.OnShare(Time, _working));
            }
        }
    }

    private DateTimeOffset Time => Epoch.AddSeconds(_now);

    private void Follow(long? change)
    {
        if (change is { } next)
        {
            Changes++;
            _onTheWay.Enqueue((_now + Latency, next));
        }
    }
}

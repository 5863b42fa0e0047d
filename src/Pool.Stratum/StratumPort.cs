using System.Net;

namespace Pool.Stratum;

/// <summary>One port that miners connect to.</summary>
/// <param name="Address">Where to listen; <see cref="IPAddress.IPv6Any"/> takes IPv4 miners too.</param>
/// <param name="Port">1 to 65535; 0 lets the system choose (tests).</param>
/// <param name="StartDifficulty">Difficulty of a worker that the pool does not remember.</param>
/// <param name="MinDifficulty">Least difficulty, also of one asked for at login.</param>
/// <param name="MaxDifficulty">Greatest difficulty, also of one asked for at login.</param>
/// <param name="VariableDifficulty">Difficulty follows each miner's speed; otherwise it stays at the start.</param>
/// <param name="Description">For people, e.g. "CPUs". May be empty.</param>
public sealed record StratumPort(
    IPAddress Address,
    int Port,
    long StartDifficulty,
    long MinDifficulty,
    long MaxDifficulty,
    bool VariableDifficulty,
    string Description)
{
    /// <summary>The nearest difficulty that this port allows.</summary>
    public long Clamp(long difficulty) => Math.Clamp(difficulty, MinDifficulty, MaxDifficulty);

    /// <summary>What is wrong with the port's numbers, or null.</summary>
    public string? Check()
    {
        if (Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            return $"port {Port} is not in 0..{IPEndPoint.MaxPort}";
        }

        if (MinDifficulty < 1 || MaxDifficulty < MinDifficulty)
        {
            return $"port {Port}: difficulties {MinDifficulty} to {MaxDifficulty} must be 1 <= least <= greatest";
        }

        return StartDifficulty < MinDifficulty || StartDifficulty > MaxDifficulty
            ? $"port {Port}: start difficulty {StartDifficulty} is not in {MinDifficulty}..{MaxDifficulty}"
            : null;
    }
}

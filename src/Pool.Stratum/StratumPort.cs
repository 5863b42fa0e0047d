using System.Net;
using Pool.Core.VarDiff;

namespace Pool.Stratum;

/// <summary>One port that miners connect to.</summary>
/// <param name="Address">Where to listen; <see cref="IPAddress.IPv6Any"/> takes IPv4 miners too.</param>
/// <param name="Port">1 to 65535; 0 lets the system choose (tests).</param>
/// <param name="Difficulty">Start, range and pace. A difficulty that a miner asks for is moved into the range.</param>
/// <param name="Variable">Difficulty follows each miner's speed; otherwise it stays at the start.</param>
/// <param name="Description">For people, e.g. "CPUs". May be empty.</param>
public sealed record StratumPort(
    IPAddress Address, int Port, VarDiffOptions Difficulty, bool Variable = true, string Description = "")
{
    /// <summary>The nearest difficulty that this port allows.</summary>
    public long Clamp(long difficulty) => Math.Clamp(difficulty, Difficulty.Min, Difficulty.Max);

    /// <exception cref="ArgumentOutOfRangeException">Names the setting, its value and the range.</exception>
    public void Check()
    {
        Core.Limit.Within(Port, IPEndPoint.MinPort, IPEndPoint.MaxPort);
        Difficulty.Checked();
    }
}

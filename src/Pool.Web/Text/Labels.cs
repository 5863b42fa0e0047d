using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Payouts;

namespace Pool.Web.Text;

/// <summary>Names of states, as the API gives them.</summary>
internal static class Labels
{
    public static string Label(this BlockState state) => state switch
    {
        BlockState.Candidate => "candidate",
        BlockState.Refused => "refused",
        BlockState.Credited => "credited",
        BlockState.Orphaned => "orphaned",
        BlockState.Reversed => "reversed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such block state"),
    };

    public static string Label(this PayoutState state) => state switch
    {
        PayoutState.Planned => "planned",
        PayoutState.Prepared => "prepared",
        PayoutState.RelayStarted => "relay-started",
        PayoutState.Seen => "seen",
        PayoutState.Confirmed => "confirmed",
        PayoutState.Unknown => "unknown",
        PayoutState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such payout state"),
    };

    /// <summary>First and last eight digits of a hash.</summary>
    public static string Shorten(this Hash32 hash)
    {
        var hex = hash.ToString();
        return $"{hex[..8]}…{hex[^8..]}";
    }
}

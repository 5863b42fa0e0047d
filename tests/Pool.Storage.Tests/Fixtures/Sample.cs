using System.Globalization;
using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Rewards;
using Pool.Core.Shares;

namespace Pool.Storage.Tests.Fixtures;

/// <summary>Values for tests.</summary>
internal static class Sample
{
    public const string Alice = "alice-address";

    public const string Bob = "bob-address";

    public static Hash32 Hash(int number) => Hash32.Parse(number.ToString("x64", CultureInfo.InvariantCulture));

    public static ShareSum Share(
        string address, long work, ShareOutcome outcome = ShareOutcome.Accepted, string worker = "rig", long count = 1) =>
        new(address, worker, RewardScheme.Pplns, outcome, count, work, work * 10);

    public static BlockCandidate Candidate(int number, long height = 100, string finder = Alice) => new(
        Hash(number), height, 1000, Hash(number + 1_000_000), finder, "rig", RewardScheme.Pplns, new byte[] { 1, 2, (byte)(number & 0xff) });

    public static RecoveredBlock Recovered(int number, long height = 100, string? finder = Alice) =>
        new(Hash(number), height, 1000, RewardScheme.Pplns, finder);

    public static Transfer Credit(Hash32 block, string account, long amount) =>
        new($"credit:{block}:{account}", Accounts.Coinbase, account, amount, "block-reward", block.ToString());

    public static PreparedTransaction Prepared(int number, long fee) => new(
        Hash(number), new byte[] { 9, 8, (byte)(number & 0xff) }, "metadata " + number, "key " + number, fee, [Hash(number + 1), Hash(number + 2)]);
}

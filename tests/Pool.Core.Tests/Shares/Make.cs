using Pool.Core.Blocks;
using Pool.Core.Rewards;
using Pool.Core.Shares;

namespace Pool.Core.Tests.Shares;

internal static class Make
{
    public static Hash32 Hash(int number)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        BitConverter.TryWriteBytes(bytes, number);
        return new Hash32(bytes);
    }

    public static BlockCandidate Candidate(int number, string worker = "rig") =>
        new(Hash(number), 100, 5_000, Hash(0), "miner", worker, RewardScheme.Pplns, new byte[] { 1, 2, 3 });

    public static ShareRecord Share(
        string worker = "rig", long work = 1_000, long effort = 10, ShareOutcome outcome = ShareOutcome.Accepted) =>
        new("miner", worker, RewardScheme.Pplns, outcome, work, effort);

    public static ShareRecord Block(int number, string worker = "rig", long work = 1_000) =>
        new("miner", worker, RewardScheme.Pplns, ShareOutcome.BlockCandidate, work, 10, Candidate(number, worker));
}

using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.Core.Rewards;
using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Core.Templates;

namespace Pool.Web.Tests;

/// <summary>A pool with some history, the same in every run.</summary>
internal static class Samples
{
    public const string Alice = "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A";
    public const string Bob = "49A1pufzY9s9sEmJqR9RGiuZu3YZxCdFxcv5c5G6Un1tEPd2YJmW5VU4PQ2EVZ4yHqU8wrkdDvo1YkNxZ8ujHHsW4wvNyQx";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 51, 36, TimeSpan.Zero);

    public static PoolDescription Pool { get; } = new(
        "xmr",
        "Example Pool",
        new CoinDescription("XMR", "Monero", 12, TimeSpan.FromSeconds(120)),
        "rx/0",
        RewardScheme.Pplns,
        2m,
        100,
        3_000_000_000,
        TimeSpan.FromHours(1),
        60,
        [
            new StratumPort("pool.example.org", 3333, 10_000, "laptops and small machines"),
            new StratumPort("pool.example.org", 5555, 250_000, "servers and farms"),
        ],
        "0.1.0");

    public static Hash32 Hash(int seed)
    {
        var bytes = new byte[Hash32.Size];
        new Random(seed).NextBytes(bytes);
        return new Hash32(bytes);
    }

    public static PoolBlock Block(int number, BlockState state = BlockState.Credited) => new(
        Hash(number),
        3_301_000 + number,
        512_345_678_901,
        RewardScheme.Pplns,
        number % 2 == 0 ? Alice : Bob,
        "rig1",
        number,
        state,
        state is BlockState.Credited or BlockState.Candidate,
        state == BlockState.Candidate ? 32 : 75,
        true,
        340_000_000_000 + (number * 997 % 17 * 110_000_000_000L),
        state == BlockState.Credited ? 600_912_340_000 + number : null,
        state == BlockState.Orphaned ? Hash(number + 5000) : null,
        false,
        Now - TimeSpan.FromMinutes((100 - number) * 23),
        state == BlockState.Candidate ? null : Now - TimeSpan.FromMinutes((100 - number) * 11));

    /// <summary>Numbers count down from 99: two that mature, one orphan, one refused, the rest credited.</summary>
    public static IReadOnlyList<PoolBlock> Blocks(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => Block(99 - i, i switch
        {
            0 or 1 => BlockState.Candidate,
            2 => BlockState.Orphaned,
            4 => BlockState.Refused,
            _ => BlockState.Credited,
        })),
    ];

    public static PayoutBatch Batch(long id, PayoutState state = PayoutState.Confirmed) => new(
        id,
        state,
        [new PayoutItem(1, Alice, 5_000_000_000 + id, 20_000_000), new PayoutItem(2, Bob, 4_100_000_000, 20_000_001)],
        new PreparedTransaction(Hash((int)id + 1000), new byte[] { 1, 2 }, "secret-metadata", "secret-tx-key", 40_000_001, []),
        3_301_000 + id,
        state == PayoutState.Confirmed ? 3_301_002 + id : null,
        null,
        Now - TimeSpan.FromMinutes(61 * (100 - id)));

    public static IReadOnlyList<PayoutBatch> Batches(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Batch(99 - i, i == 0 ? PayoutState.Seen : PayoutState.Confirmed))];

    public static PoolOverview Overview { get; } = new(
        41_200_311.5,
        TimeSpan.FromMinutes(10),
        812,
        2104,
        1_340_000_000_000,
        97,
        1,
        Block(99, BlockState.Candidate),
        88,
        5_400_123_456_789,
        Now - TimeSpan.FromMinutes(61));

    public static WorkerView Worker(string name, TimeSpan silent, double hashrate) => new(
        name,
        hashrate,
        Now - silent,
        new Dictionary<ShareOutcome, long>
        {
            [ShareOutcome.Accepted] = 4210,
            [ShareOutcome.BlockCandidate] = 1,
            [ShareOutcome.Stale] = 30,
            [ShareOutcome.UnknownJob] = 1,
            [ShareOutcome.LowDifficulty] = 4,
            [ShareOutcome.Duplicate] = 0,
        });

    public static MinerView Miner { get; } = new(
        Alice,
        Now - TimeSpan.FromDays(40),
        Now - TimeSpan.FromSeconds(12),
        1_250_000_000_000,
        2_491_000_000,
        0,
        12_500_000_000_000,
        null,
        12_431.5,
        [
            Worker("rig1", TimeSpan.FromSeconds(12), 8_200),
            Worker("laptop", TimeSpan.FromMinutes(4), 4_231.5),
            new WorkerView("attic", 0, Now - TimeSpan.FromHours(7), new Dictionary<ShareOutcome, long> { [ShareOutcome.Accepted] = 12 }),
        ]);

    public static IReadOnlyList<MinerPayment> MinerPayments(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new MinerPayment(
            99 - i,
            i == 0 ? PayoutState.Seen : PayoutState.Confirmed,
            Hash(1099 - i),
            5_000_000_099 - i,
            20_000_000,
            Now - TimeSpan.FromMinutes(61 * (i + 1)))),
    ];

    public static TemplateNews News { get; } = new(
        7,
        new BlockTemplate(
            new TemplateId(1, 7), "rx/0", 16, 3_301_155, 512_345_678_901, default, 0, default, default, null, 600_912_340_000),
        null);
}

using Pool.Core;
using Pool.Core.Blocks;
using Pool.Core.Rewards;
using Pool.Storage.Engine;

namespace Pool.Storage.Blocks;

/// <summary>A row of the table of blocks.</summary>
internal sealed class BlockRow
{
    /// <summary>What a SELECT of this row lists.</summary>
    public const string Columns = """
        hash AS Hash, number AS Number, height AS Height, difficulty AS Difficulty, scheme AS Scheme, finder AS Finder,
        worker AS Worker, last_slice AS LastSlice, state AS State, on_main_chain AS OnMainChain, depth AS Depth,
        frozen AS Frozen, effort AS Effort, reward AS Reward, replaced_by AS ReplacedBy, missing AS Missing,
        found_at AS FoundAt, decided_at AS DecidedAt
        """;

    private const string ByHash = $"SELECT {Columns} FROM block WHERE pool = @pool AND hash = @hash";

    public required string Hash { get; init; }

    /// <summary>1, 2, 3, … in the order in which the books learned of the blocks.</summary>
    public long Number { get; init; }

    public long Height { get; init; }

    public long Difficulty { get; init; }

    public long Scheme { get; init; }

    public string? Finder { get; init; }

    public required string Worker { get; init; }

    public long LastSlice { get; init; }

    public long State { get; init; }

    public long OnMainChain { get; init; }

    public long Depth { get; init; }

    public long Frozen { get; init; }

    public long? Effort { get; init; }

    public long? Reward { get; init; }

    public string? ReplacedBy { get; init; }

    public long Missing { get; init; }

    public long FoundAt { get; init; }

    public long? DecidedAt { get; init; }

    public BlockState BlockState => (BlockState)State;

    public static Task<BlockRow?> Find(StoreSession session, Hash32 hash) =>
        session.Find<BlockRow>(ByHash, new { pool = session.Pool, hash = hash.ToString() });

    /// <exception cref="BookingRefusedException">The books have no such block.</exception>
    public static async Task<BlockRow> Require(StoreSession session, Hash32 hash) =>
        await Find(session, hash).ConfigureAwait(false)
        ?? throw new BookingRefusedException($"block {hash} is not in the books");

    public PoolBlock ToBlock() => new(
        Hash32.Parse(Hash),
        Height,
        Difficulty,
        (RewardScheme)Scheme,
        Finder,
        Worker,
        LastSlice,
        BlockState,
        OnMainChain != 0,
        Depth,
        Frozen != 0,
        Effort,
        Reward,
        ReplacedBy is null ? null : Hash32.Parse(ReplacedBy),
        Missing != 0,
        StoreTime.At(FoundAt),
        StoreTime.At(DecidedAt));
}

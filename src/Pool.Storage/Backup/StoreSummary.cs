namespace Pool.Storage.Backup;

/// <summary>What a database holds, for the operator who backs it up or restores it.</summary>
/// <param name="SchemaVersion">0 for an empty database.</param>
/// <param name="LastWriteAt">The latest write of any of its pools by the store's clock; null without pools.</param>
public sealed record StoreSummary(
    string File,
    long Bytes,
    int SchemaVersion,
    IReadOnlyList<string> Pools,
    DateTimeOffset? LastWriteAt,
    long Slices,
    long Blocks,
    long Payouts,
    long Transfers)
{
    /// <summary>One line of text.</summary>
    public override string ToString() =>
        $"{File}: {Bytes} bytes, schema {SchemaVersion}, pools {(Pools.Count == 0 ? "none" : string.Join(", ", Pools))}, "
        + $"last write {LastWriteAt?.ToString("u") ?? "never"}, {Slices} slices, {Blocks} blocks, {Payouts} payouts, "
        + $"{Transfers} transfers";
}

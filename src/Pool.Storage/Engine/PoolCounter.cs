namespace Pool.Storage.Engine;

/// <summary>A number in the pool's row that only grows; drawn under the row's lock, so it is never given twice.</summary>
internal sealed class PoolCounter
{
    public static readonly PoolCounter StartNumber = new("last_start_no");

    public static readonly PoolCounter Activation = new("last_activation");

    public static readonly PoolCounter Account = new("last_account");

    public static readonly PoolCounter Block = new("last_block");

    public static readonly PoolCounter Batch = new("last_batch");

    private PoolCounter(string column) =>
        Sql = $"UPDATE pool SET {column} = {column} + 1 WHERE pool = @pool RETURNING {column}";

    public string Sql { get; }
}

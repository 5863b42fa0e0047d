namespace Pool.Storage;

/// <summary>
/// The store cannot do its work: disk full, read-only, damaged, locked by another program, or not a store at all. Nothing
/// was half written: the transaction is either whole in the store or not in it.
/// </summary>
public sealed class StoreUnavailableException(string store, string problem, Exception? inner = null)
    : Exception($"store {store}: {problem}", inner)
{
    /// <summary>The file or server, never a login.</summary>
    public string Store { get; } = store;
}

namespace Pool.Storage.Ledger;

/// <summary>What a transfer is booked for, as the books link it; exactly one of the two.</summary>
internal sealed record PostingSource(string? Block = null, long? Batch = null);

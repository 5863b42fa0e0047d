namespace Pool.Core.Payouts;

/// <summary>
/// A transaction of the pool to itself, which spends an input of an unknown batch so that the batch can never be mined. It is
/// stored before it is relayed; from then on only its bytes are handed in.
/// </summary>
/// <param name="Blob">What a daemon takes.</param>
/// <param name="Fee">Atomic units; the pool bears it, not the payees.</param>
public sealed record SelfSpend(long Batch, Hash32 Transaction, ReadOnlyMemory<byte> Blob, long Fee, DateTimeOffset MadeAt);

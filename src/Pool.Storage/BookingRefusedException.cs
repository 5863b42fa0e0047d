namespace Pool.Storage;

/// <summary>
/// What was asked contradicts the books (an illegal step of a payout, a repeat with other contents, a miner's balance
/// below zero). A bug in the caller; nothing was changed.
/// </summary>
public sealed class BookingRefusedException(string message) : InvalidOperationException(message);

namespace Pool.Core.Payouts;

/// <summary>How the preparation of a planned batch ended.</summary>
internal abstract record PreparationResult
{
    /// <summary>A transaction whose fee the items bear.</summary>
    public sealed record Ready(PreparedTransaction Transaction, IReadOnlyList<PayoutItem> Items) : PreparationResult;

    /// <summary>The wallet cannot pay now, nor would it with other payees.</summary>
    public sealed record Wait(string Reason, bool Rescan = false) : PreparationResult;

    /// <summary>Too many payees for one transaction.</summary>
    public sealed record TooLarge(string Reason) : PreparationResult;

    /// <param name="Address">Null when the wallet did not say which.</param>
    public sealed record BadAddress(string? Address, string Reason) : PreparationResult;

    /// <summary>These balances are too small for their part of the fee.</summary>
    public sealed record CannotBearFee(IReadOnlyList<Payable> Payees) : PreparationResult;
}

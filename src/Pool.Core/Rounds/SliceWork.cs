namespace Pool.Core.Rounds;

/// <summary>Work of one account, in difficulty units.</summary>
public readonly record struct AccountWork(long Account, long Work);

/// <summary>The counted work of one slice, for one reward scheme.</summary>
/// <param name="Number">1, 2, 3, … per pool, without gaps.</param>
/// <param name="Work">In any order; an account's work in one slice fits in 63 bits, that of all accounts need not.</param>
public sealed record SliceWork(long Number, IReadOnlyList<AccountWork> Work);

namespace Pool.Stratum;

/// <summary>Who has logged in on a connection.</summary>
/// <param name="SessionId">Fresh for each login: 32 hex digits, random, so that nobody guesses another's.</param>
/// <param name="Address">Canonical address of the account.</param>
/// <param name="AccountTag">Written into the blocks that it finds.</param>
/// <param name="Lane">Its way to the hashing threads.</param>
internal sealed record Miner(string SessionId, string Address, string Worker, ulong AccountTag, IShareHashLane Lane);

namespace Pool.Stratum;

/// <summary>Reads the address in a login by the rules of the pool's coin. Pure.</summary>
public interface IPayeeReader
{
    Payee Read(string address);
}

/// <summary>Whom a login earns for.</summary>
/// <param name="Address">The account's canonical address, or null when it cannot be paid.</param>
/// <param name="Problem">Why not, naming the reason (checksum, network, kind), for the miner; null when it can.</param>
public sealed record Payee(string? Address, string? Problem);

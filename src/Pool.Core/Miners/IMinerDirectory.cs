namespace Pool.Core.Miners;

/// <summary>What front ends remember of a worker between connections.</summary>
public interface IMinerDirectory
{
    /// <summary>The difficulty that a worker last had, or null for an unknown one.</summary>
    Task<long?> GetDifficulty(string address, string worker, CancellationToken cancel);

    /// <summary>Remembers a worker's difficulty. May be lost in a crash.</summary>
    void RememberDifficulty(string address, string worker, long difficulty);
}

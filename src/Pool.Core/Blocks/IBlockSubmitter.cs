namespace Pool.Core.Blocks;

/// <summary>Hands block candidates to every node of the coin.</summary>
public interface IBlockSubmitter
{
    /// <summary>Starts handing it in and returns at once; waits for nothing, not for the journal either.</summary>
    void Submit(BlockCandidate candidate);
}

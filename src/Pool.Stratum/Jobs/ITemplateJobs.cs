using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;

namespace Pool.Stratum;

/// <summary>Opens templates of one coin.</summary>
public interface IJobFactory
{
    /// <summary>Does once what all jobs of the template share.</summary>
    ITemplateJobs Open(BlockTemplate template);
}

/// <summary>Blobs of one template. Called from several threads at once.</summary>
public interface ITemplateJobs
{
    /// <summary>The hashing blob with zeros for the nonce; 43 to 407 bytes (xmrig, Job.cpp).</summary>
    byte[] HashingBlob(in ExtraNonce extraNonce);

    /// <summary>The whole block with its nonce.</summary>
    /// <param name="nonce">The four bytes as they stand in the blob.</param>
    SolvedBlock Solve(in ExtraNonce extraNonce, ReadOnlySpan<byte> nonce);
}

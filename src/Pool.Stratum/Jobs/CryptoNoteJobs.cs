using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;

namespace Pool.Stratum;

/// <summary>Jobs of Monero's block format.</summary>
public sealed class CryptoNoteJobs : IJobFactory
{
    public ITemplateJobs Open(BlockTemplate template)
    {
        var blobs = new TemplateBlobs(template);
        return blobs.NonceOffset == Job.NonceOffset
            ? new Jobs(blobs)
            : throw new ArgumentException(
                $"template {template.Id} has its nonce at byte {blobs.NonceOffset}, where miners write theirs at {Job.NonceOffset}",
                nameof(template));
    }

    private sealed class Jobs(TemplateBlobs blobs) : ITemplateJobs
    {
        public byte[] HashingBlob(in ExtraNonce extraNonce)
        {
            var blob = new byte[blobs.HashingBlobLength];
            blobs.WriteHashingBlob(extraNonce, blob);
            return blob;
        }

        public SolvedBlock Solve(in ExtraNonce extraNonce, ReadOnlySpan<byte> nonce) => blobs.Solve(extraNonce, nonce);
    }
}

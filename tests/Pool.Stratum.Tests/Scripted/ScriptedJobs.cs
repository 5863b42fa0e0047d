using System.Security.Cryptography;
using Pool.Core;
using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;

namespace Pool.Stratum.Tests;

/// <summary>Blobs that hold the previous block, a place for the nonce and the extra nonce, and nothing else.</summary>
internal sealed class ScriptedJobs : IJobFactory
{
    public const int BlobBytes = 43 + ExtraNonce.Size;

    public ITemplateJobs Open(BlockTemplate template) => new Jobs(template);

    public static BlockTemplate Template(
        long counter, long height = 100, string previous = "aa", long difficulty = 1_000_000, string algorithm = "rx/0") => new(
            new TemplateId(1, counter),
            algorithm,
            16,
            height,
            difficulty,
            new byte[200],
            60,
            Hash32.Parse(previous.PadLeft(64, '0')),
            Hash32.Parse(new string('5', 64)),
            null,
            600_000_000_000);

    private sealed class Jobs(BlockTemplate template) : ITemplateJobs
    {
        public byte[] HashingBlob(in ExtraNonce extraNonce)
        {
            var blob = new byte[BlobBytes];
            template.PreviousHash.CopyTo(blob.AsSpan(7));
            extraNonce.Write(blob.AsSpan(43));
            return blob;
        }

        public SolvedBlock Solve(in ExtraNonce extraNonce, ReadOnlySpan<byte> nonce)
        {
            var blob = HashingBlob(extraNonce);
            nonce.CopyTo(blob.AsSpan(39));
            return new SolvedBlock(blob, new Hash32(SHA256.HashData(blob)));
        }
    }
}

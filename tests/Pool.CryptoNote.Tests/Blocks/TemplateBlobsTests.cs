using FsCheck;
using FsCheck.Fluent;
using Pool.Core;
using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class TemplateBlobsTests
{
    private static readonly TemplateBlobs Regtest = new(
        new MoneroTemplateReader(RegtestSample.Monero, RegtestSample.Keys).Read(RegtestSample.Template, default, out _)!);

    [Fact]
    public void The_hashing_blob_is_what_the_whole_parser_makes_of_the_block() =>
        Prop.ForAll<ulong, uint, byte[]>((counter, start, noise) =>
        {
            byte[] nonce = [.. noise.Concat(new byte[4]).Take(4)];
            byte[] spare = [.. noise.Take(8)];
            foreach (var blobs in new[] { Regtest, Many(40), Many(200) })
            {
                var work = new ExtraNonce(0xABCDEF, start, counter, ~counter);
                var hashingBlob = new byte[blobs.HashingBlobLength];
                blobs.WriteHashingBlob(work, hashingBlob, spare);
                nonce.CopyTo(hashingBlob, blobs.NonceOffset);

                var solved = blobs.Solve(work, nonce, spare);
                var block = MoneroBlock.Parse(solved.Blob, out _)!;
                var reserved = solved.Blob.AsSpan(blobs.Template.ReservedOffset, ExtraNonce.Size);
                if (!block.HashingBlob.AsSpan().SequenceEqual(hashingBlob)
                    || block.Id != solved.Id
                    || ExtraNonce.Read(reserved) != work
                    || !reserved[ExtraNonce.SpareOffset..].StartsWith(spare))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_untouched_extra_nonce_gives_the_node_s_own_hashing_blob()
    {
        var blob = new byte[Regtest.HashingBlobLength];
        Regtest.WriteHashingBlob(default, blob);
        blob.ShouldBe(RegtestSample.Template.HashingBlob);
        Regtest.NonceOffset.ShouldBe(39);
        blob.Length.ShouldBe(76);
        Many(200).HashingBlobLength.ShouldBe(77);
    }

    [Fact]
    public void A_job_allocates_nothing()
    {
        var blob = new byte[Regtest.HashingBlobLength];
        var work = new ExtraNonce(1, 2, 3, 4);
        Regtest.WriteHashingBlob(work, blob);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Regtest.WriteHashingBlob(work, blob);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_template_that_nobody_checked_is_refused()
    {
        var good = Regtest.Template;
        Should.Throw<ArgumentException>(() => new TemplateBlobs(good with { Blob = good.Blob[..^1] }));
        Should.Throw<ArgumentException>(() => new TemplateBlobs(good with { ReservedOffset = 20 }));
        Should.Throw<ArgumentException>(() => new TemplateBlobs(good with { ReservedOffset = good.ReservedOffset + 1 }));
    }

    [Fact]
    public void A_nonce_or_spare_bytes_of_the_wrong_size_are_a_bug()
    {
        Should.Throw<ArgumentException>(() => Regtest.Solve(default, new byte[8]));
        Should.Throw<ArgumentException>(() => Regtest.Solve(default, new byte[4], new byte[9]));
    }

    /// <summary>The regtest template with so many other transactions.</summary>
    private static TemplateBlobs Many(int transactions)
    {
        var template = Regtest.Template;
        var count = new byte[VarInt.MaxBytes];
        var length = VarInt.Write(count, (ulong)transactions);
        byte[] hashes = [.. Enumerable.Range(0, transactions * Hash32.Size).Select(i => (byte)(i * 31 % 251))];
        return new TemplateBlobs(template with { Blob = (byte[])[.. template.Blob.Span[..^1], .. count[..length], .. hashes] });
    }
}

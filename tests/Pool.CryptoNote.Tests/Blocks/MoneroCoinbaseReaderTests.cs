using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;
using static Pool.CryptoNote.Tests.Blocks.RegtestSample;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class MoneroCoinbaseReaderTests
{
    private const ulong PoolTag = 0x1122334455667788;

    private static readonly MoneroCoinbaseReader Reader = new(RegtestSample.Keys, PoolTag);

    [Fact]
    public void A_real_block_that_pays_the_pool_says_so_and_how_much()
    {
        var reading = Reader.Read(BlockBlob, out var problem).ShouldNotBeNull(problem);
        reading.PaidToPool.ShouldBe(Block.GetProperty("reward").GetInt64());
        reading.BlockHash.ToString().ShouldBe(Text(Block, "hash"));
        reading.MinerTransaction.ToString().ShouldBe(Text(Block, "miner_tx_hash"));
        reading.Height.ShouldBe(2);
        reading.Work.ShouldBeNull();
    }

    [Fact]
    public void A_block_of_the_pool_s_own_gives_its_work_back()
    {
        var work = new ExtraNonce(PoolTag, 5, 6, 7);
        var solved = Blobs().Solve(work, [1, 2, 3, 4]);

        var reading = Reader.Read(solved.Blob, out _)!;

        reading.Work.ShouldBe(work);
        reading.BlockHash.ShouldBe(solved.Id);
        reading.PaidToPool.ShouldBe(Template.ExpectedReward);
    }

    [Fact]
    public void Another_pool_s_tag_is_no_work_of_ours() =>
        Reader.Read(Blobs().Solve(new ExtraNonce(PoolTag + 1, 5, 6, 7), [1, 2, 3, 4]).Blob, out _)!.Work.ShouldBeNull();

    [Fact]
    public void Somebody_else_s_block_pays_nothing()
    {
        foreach (var vector in MoneroVectors.Whole)
        {
            var reading = Reader.Read(MoneroVectors.Bytes(vector, "block_blob"), out _)!;
            reading.PaidToPool.ShouldBe(0);
            reading.Work.ShouldBeNull();
        }
    }

    [Fact]
    public void What_is_no_block_is_a_problem()
    {
        Reader.Read([1, 2, 3], out var problem).ShouldBeNull();
        problem.ShouldNotBeNullOrEmpty();
    }

    private static TemplateBlobs Blobs() =>
        new(new MoneroTemplateReader(Monero, RegtestSample.Keys).Read(Template, default, out _)!);
}

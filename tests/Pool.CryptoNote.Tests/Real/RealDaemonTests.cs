using Pool.Core;
using Pool.Core.Chain;
using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Nodes;

namespace Pool.CryptoNote.Tests.Real;

[Collection(RealMonero.Name)]
[Trait("needs", "monero")]
public sealed class RealDaemonTests(MoneroFixture monero)
{
    private static readonly ExtraNonce Work = new(MoneroFixture.PoolTag, 1, 2, 3);

    [Fact]
    public async Task A_solved_template_becomes_the_chain_s_block_under_the_id_that_we_computed()
    {
        var blobs = new TemplateBlobs(await monero.Template());
        var solved = blobs.Solve(Work, [7, 8, 9, 10]);

        (await monero.Daemon.SubmitBlock(solved.Blob, default)).Refusal.ShouldBeNull();

        var height = blobs.Template.Height;
        (await monero.Daemon.GetBlockHash(height, default)).ShouldBe(solved.Id);
        var block = (await monero.Daemon.GetBlockByHeight(height, default))!;
        block.Hash.ShouldBe(solved.Id);
        block.Blob.ShouldBe(solved.Blob);
        block.Height.ShouldBe(height);
        block.Depth.ShouldBe(0);
        block.Difficulty.ShouldBe(1);

        var reading = monero.CoinbaseReader.Read(block.Blob, out _)!;
        reading.BlockHash.ShouldBe(solved.Id);
        reading.Work.ShouldBe(Work);
        reading.PaidToPool.ShouldBe(blobs.Template.ExpectedReward);
    }

    [Fact]
    public async Task The_node_s_own_hashing_blob_is_ours()
    {
        var raw = await monero.Daemon.GetBlockTemplate(monero.Address, ExtraNonce.Size, default);
        var blob = new byte[76];
        new TemplateBlobs(await monero.Template()).WriteHashingBlob(default, blob);
        raw.HashingBlob!.Length.ShouldBe(76);
        MoneroBlock.Parse(raw.Blob, out _)!.HashingBlob.ShouldBe(raw.HashingBlob);
    }

    [Fact]
    public async Task Handing_a_block_in_again_is_harmless_and_a_rival_is_taken_but_not_on_the_chain()
    {
        var blobs = new TemplateBlobs(await monero.Template());
        var first = blobs.Solve(Work, [1, 0, 0, 0]);
        var rival = blobs.Solve(Work with { JobCounter = 99 }, [2, 0, 0, 0]);

        (await monero.Daemon.SubmitBlock(first.Blob, default)).Taken.ShouldBeTrue();
        (await monero.Daemon.SubmitBlock(first.Blob, default)).Taken.ShouldBeTrue();
        (await monero.Daemon.SubmitBlock(rival.Blob, default)).Taken.ShouldBeTrue();

        (await monero.Daemon.GetBlockHash(blobs.Template.Height, default)).ShouldBe(first.Id);
    }

    [Fact]
    public async Task Garbage_is_refused_in_the_node_s_words()
    {
        (await monero.Daemon.SubmitBlock(new byte[] { 1, 2, 3 }, default)).Refusal.ShouldBe("Wrong block blob (error -6)");
        var blob = new TemplateBlobs(await monero.Template()).Solve(Work, new byte[4]).Blob;
        blob[50] ^= 0x10;
        (await monero.Daemon.SubmitBlock(blob, default)).Refusal.ShouldNotBeNull();
        (await monero.Daemon.SendTransaction(new byte[] { 1, 2, 3 }, default)).Taken.ShouldBeFalse();
    }

    [Fact]
    public async Task A_template_for_another_address_is_refused_by_the_reader()
    {
        var raw = await monero.Daemon.GetBlockTemplate(
            "47ewoP19TN7JEEnFKUJHAYhGxkeTRH82sf36giEp9AcNfDBfkAtRLX7A6rZz18bbNHPNV7ex6WYbMN3aKisFRJZ8Ebsmgef",
            ExtraNonce.Size,
            default);
        monero.TemplateReader.Read(raw, default, out var problem).ShouldBeNull();
        problem!.ShouldContain("the node works for another");
    }

    [Fact]
    public async Task An_address_that_cannot_be_mined_to_is_told_in_the_node_s_words() =>
        (await Should.ThrowAsync<DaemonUnavailableException>(() => monero.Daemon.GetBlockTemplate("nobody", 8, default)))
            .Message.ShouldContain("Failed to parse wallet address");

    [Fact]
    public async Task The_node_tells_what_it_is()
    {
        var info = await monero.Daemon.GetInfo(default);
        info.Network.ShouldBe("fakechain");
        info.Synchronized.ShouldBeTrue();
        info.Difficulty.ShouldBe(1);
        info.Version.ShouldStartWith("0.18");
        (await monero.Daemon.GetBlockHash(info.Height - 1, default)).ShouldBe(info.TopHash);
        info.Height.ShouldBe(await monero.Node.GetHeight());
    }

    [Fact]
    public async Task Nothing_stands_above_the_tip()
    {
        (await monero.Daemon.GetBlockHash(1_000_000, default)).ShouldBeNull();
        (await monero.Daemon.GetBlockByHeight(1_000_000, default)).ShouldBeNull();
        (await monero.Daemon.FindTransaction(new Hash32(new byte[32]), default)).ShouldBe(TransactionPlace.Absent);
    }

    [Fact]
    public async Task Every_block_of_the_primed_chain_pays_the_pool_what_the_wallet_says()
    {
        var income = await monero.Wallet.ListCoinbase(10, default);
        income[0].Height.ShouldBe(10);
        foreach (var transfer in income.Take(5))
        {
            var block = (await monero.Daemon.GetBlockByHeight(transfer.Height, default))!;
            var reading = monero.CoinbaseReader.Read(block.Blob, out _)!;
            reading.PaidToPool.ShouldBe(transfer.Amount);
            reading.MinerTransaction.ShouldBe(transfer.Hash);
            reading.BlockHash.ShouldBe(block.Hash);
        }
    }

    [Fact]
    public async Task A_new_block_is_heard_at_once_also_after_the_node_was_away()
    {
        using var heard = new SemaphoreSlim(0);
        using var notifications = new ZmqNotifications(
            monero.Node.ZmqEndpoint, () => heard.Release(), new ZmqOptions { LongestRetry = TimeSpan.FromMilliseconds(200) });
        notifications.Problem.ShouldBeNull();
        await HearABlock(heard);

        await monero.Node.Restart(difficulty: 1);
        while (heard.CurrentCount > 0)
        {
            await heard.WaitAsync();
        }

        await HearABlock(heard);
        notifications.Received.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_node_that_is_down_is_unavailable_and_comes_back()
    {
        await monero.Node.Kill();
        await Should.ThrowAsync<DaemonUnavailableException>(() => monero.Daemon.GetInfo(default));
        await monero.Node.Restart(difficulty: 40);
        (await monero.Daemon.GetInfo(default)).Difficulty.ShouldBe(40);
        await monero.Node.Restart(difficulty: 1);
    }

    /// <summary>The subscription takes a moment after connecting, so blocks are made until one is heard.</summary>
    private async Task HearABlock(SemaphoreSlim heard)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            await monero.Node.GenerateBlocks(monero.Address, 1);
            if (await heard.WaitAsync(TimeSpan.FromMilliseconds(300)))
            {
                return;
            }
        }

        throw new ShouldAssertException("no notification after 50 blocks");
    }
}

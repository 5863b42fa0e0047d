using System.Globalization;
using System.Text.Json;
using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.Core.Shares;
using Pool.Demo.Miner;

namespace Pool.EndToEnd.Tests;

[Trait("needs", "monero")]
[Collection(OnTheChain.Name)]
public sealed class WholeWayTests(RegtestChain chain)
{
    /// <summary>A block a second or two with two miners.</summary>
    private const long Difficulty = 40;

    private const long ShareDifficulty = 3;

    private const int Maturity = 61;

    /// <summary>So many more blocks after maturity at most, two of them for each payout's confirmation.</summary>
    private const int PatienceBlocks = 60;

    [Fact]
    public async Task Two_miners_mine_a_block_and_are_paid_to_the_atomic_unit()
    {
        await using var rig = await Rig.CreateWithNewWallet(chain);
        await chain.Daemon.Restart(Difficulty, rig.Cancel);
        rig.File.Settings["stratum"]!["ports"]![0]!["difficulty"] = ShareDifficulty;
        await rig.StartPool();
        var accepted = await MineUntilBothShareABlock(rig);
        await chain.Daemon.Restart(RegtestChain.Difficulty, rig.Cancel);
        await chain.Generate(Maturity, rig.Cancel);
        await rig.Until("all blocks are decided", async () =>
            (await Blocks(rig)).All(block => block.State is BlockState.Credited or BlockState.Orphaned));
        await PayAll(rig);

        foreach (var miner in rig.Miners)
        {
            var booked = (await rig.ReadMiner(miner))!.Workers.Sum(worker =>
                worker.Shares.Where(share => share.Key.Counts()).Sum(share => share.Value));
            // One share of each miner may have been durable when it was told to stop waiting for its OK.
            booked.ShouldBeInRange(accepted[miner.Name], accepted[miner.Name] + 1, miner.Name);
            var paid = await PaidByApi(rig, miner);
            paid.ShouldBeGreaterThan(0, miner.Name);
            (await rig.Balance(miner)).ShouldBe(paid, miner.Name);
        }

        await rig.StopPool();
        await Reckoning.TheAuditPasses(rig);
        await Reckoning.EveryOutgoingTransactionIsOnePayment(rig);
    }

    /// <returns>Shares that each miner was told are accepted.</returns>
    private static async Task<Dictionary<string, long>> MineUntilBothShareABlock(Rig rig)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(rig.Cancel);
        var accepted = rig.Miners.ToDictionary(miner => miner.Name, _ => 0L);
        var mining = rig.Miners.Select(miner => new CpuMiner(
            new MinerSettings(miner.Name, "127.0.0.1", rig.File.StratumPort, miner.Address + ".rig", 50),
            rig.Chain.Engine,
            happened =>
            {
                if (happened is MinerEvent.Accepted)
                {
                    lock (accepted)
                    {
                        accepted[happened.Miner]++;
                    }
                }
            }).Run(stop.Token)).ToList();
        try
        {
            await rig.Until("a block has work of both", () => rig.Read(async store =>
            {
                foreach (var block in await store.Queries.ReadBlocks(null, 100, rig.Cancel))
                {
                    if (block.OnMainChain && (await store.Blocks.ReadFrozen(block.Hash, rig.Cancel)).Count == rig.Miners.Count)
                    {
                        return true;
                    }
                }

                return false;
            }));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(mining);
        }

        return accepted;
    }

    private async Task PayAll(Rig rig)
    {
        var last = await chain.Daemon.GetHeight(rig.Cancel) + PatienceBlocks;
        await rig.Until("everybody is paid", async () =>
        {
            var open = await rig.Read(store => store.Payouts.ListOpen(rig.Cancel));
            if (open.Any(batch => batch.State == PayoutState.Seen))
            {
                (await chain.Daemon.GetHeight(rig.Cancel)).ShouldBeLessThan(last, "payouts do not confirm");
                await chain.Generate(1, rig.Cancel);
            }

            var miners = await Task.WhenAll(rig.Miners.Select(rig.ReadMiner));
            return open.Count == 0 && miners.All(miner => miner is { Confirmed: 0, InPayout: 0, Paid: > 0 });
        });
    }

    private static Task<IReadOnlyList<PoolBlock>> Blocks(Rig rig) =>
        rig.Read(store => store.Queries.ReadBlocks(null, 100, rig.Cancel));

    private static async Task<long> PaidByApi(Rig rig, TestMiner miner)
    {
        using var document = JsonDocument.Parse(await rig.Get($"api/v1/pools/{PoolFile.Id}/miners/{miner.Address}"));
        return long.Parse(
            document.RootElement.GetProperty("balance").GetProperty("paidAtomic").GetString()!, CultureInfo.InvariantCulture);
    }
}

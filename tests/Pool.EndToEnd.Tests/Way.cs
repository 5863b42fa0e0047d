using System.Net.Sockets;
using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.EndToEnd.Host;

namespace Pool.EndToEnd.Tests;

/// <summary>
/// The way from login to confirmed payout, in steps that can be begun anew after the pool died in the middle of one.
/// </summary>
public sealed class Way(Rig rig)
{
    private const int SharesEach = 2;

    /// <summary>A coinbase is locked for 60 blocks; one more so that the pool sees it pass.</summary>
    private const int Maturity = 61;

    /// <summary>More blocks than this after its relay, and a payout is stuck.</summary>
    private const int PatienceBlocks = 30;

    private long? _height;
    private int _deaths;
    private bool _mayStart = true;

    /// <summary>Walks to the end; the pool dies at one boundary after the other and is started again each time.</summary>
    public async Task Walk(IReadOnlyList<Fate> fates)
    {
        foreach (var step in new[] { MineShares, FindBlock, Mature, Pay, () => DieToTheEnd(fates) })
        {
            while (!await Survives(() => Go(fates, step)))
            {
                await ExpectDeath(fates);
            }
        }
    }

    /// <summary>What a step waits for can be seen a moment before the pool dies of it.</summary>
    private Task DieToTheEnd(IReadOnlyList<Fate> fates) =>
        rig.Until($"the pool has died at all of {string.Join(", ", fates.Skip(_deaths).Select(fate => fate.Boundary))}", () => Task.FromResult(_deaths == fates.Count));

    /// <summary>One step of a pool that runs; it may come to a boundary while it is still starting.</summary>
    private async Task Go(IReadOnlyList<Fate> fates, Func<Task> step)
    {
        if (_mayStart)
        {
            _mayStart = false;
            var (boundary, passage) = _deaths < fates.Count ? (fates[_deaths].Boundary, fates[_deaths].Passage) : (Boundary.None, 1);
            await (_deaths == 0 ? rig.StartPool(boundary, passage) : rig.RestartPool(boundary, passage));
        }
        else if (rig.PoolIsGone)
        {
            // It died of what the step before had seen already.
            throw new PoolGoneException("the next step began");
        }

        await step();
    }

    private async Task<bool> Survives(Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception error) when (error is PoolGoneException or IOException or SocketException)
        {
            // Which death it was is asked next; a connection that breaks without one is an error there.
            return false;
        }
    }

    private async Task ExpectDeath(IReadOnlyList<Fate> fates)
    {
        const int Killed = 128 + 9;
        _deaths.ShouldBeLessThan(fates.Count, $"the pool ended by itself: {rig.PoolLog}");
        var fate = fates[_deaths++];
        (await rig.PoolEnded()).ShouldBe(Killed, rig.PoolLog);
        (await File.ReadAllTextAsync(rig.Marker, rig.Cancel)).ShouldBe(fate.Boundary.ToString());
        File.Delete(rig.Marker);
        _mayStart = true;
        _height = fate.BlockSurvives ? _height : null;
    }

    private async Task MineShares()
    {
        foreach (var miner in rig.Miners)
        {
            await miner.LogIn(rig.Cancel);
            await miner.SendShares(SharesEach, rig.Cancel);
        }
    }

    private async Task FindBlock()
    {
        if (_height is null)
        {
            _height = await rig.Chain.Daemon.GetHeight(rig.Cancel);
            await rig.Alice.LogIn(rig.Cancel);
            await rig.Alice.SendBlock(_height.Value, rig.Cancel);
        }

        await rig.Until("the chain and the books have the block", async () =>
            await rig.Chain.Daemon.GetHeight(rig.Cancel) > _height && (await Blocks()).Any(block => block.Frozen));
    }

    private async Task Mature()
    {
        var missing = _height!.Value + Maturity - await rig.Chain.Daemon.GetHeight(rig.Cancel);
        if (missing > 0)
        {
            await rig.Chain.Generate((int)missing, rig.Cancel);
        }

        await rig.Until("the block is credited", async () => (await Blocks()).Any(block => block.State == BlockState.Credited));
    }

    private async Task Pay()
    {
        var seenAt = await rig.Chain.Daemon.GetHeight(rig.Cancel);
        await rig.Until("the payout is confirmed", async () =>
        {
            var payment = await LastPayment();
            if (payment?.State == PayoutState.Seen)
            {
                (await rig.Chain.Daemon.GetHeight(rig.Cancel)).ShouldBeLessThan(seenAt + PatienceBlocks, "the payout does not confirm");
                await rig.Chain.Generate(1, rig.Cancel);
            }

            return payment?.State == PayoutState.Confirmed;
        });
    }

    private Task<IReadOnlyList<PoolBlock>> Blocks() => rig.Read(store => store.Queries.ReadBlocks(null, 10, rig.Cancel));

    private async Task<PayoutBatch?> LastPayment() =>
        await rig.Read(store => store.Queries.ReadPayments(null, 1, rig.Cancel)) is [{ } last] ? last : null;
}

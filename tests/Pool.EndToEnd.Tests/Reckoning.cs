using Pool.Core.Blocks;
using Pool.Core.Payouts;
using Pool.Core.Shares;
using Pool.CryptoNote.Wallets;

namespace Pool.EndToEnd.Tests;

/// <summary>What must hold at the end of every way, whoever died on it.</summary>
public static class Reckoning
{
    /// <param name="durableWithoutOk">Shares that are in the books although nobody was told.</param>
    public static async Task Of(Rig rig, int durableWithoutOk)
    {
        await SharesAreBookedOnce(rig, durableWithoutOk);
        await TheBlockIsBookedOnce(rig);
        await ThePayoutIsMadeOnce(rig);
        await rig.StopPool();
        await TheAuditPasses(rig);
        await TheWalletsHoldWhatTheBooksSay(rig);
    }

    public static async Task TheAuditPasses(Rig rig)
    {
        var audit = await PoolProgram.Run(rig.Cancel, "audit", "--config", rig.File.Path);
        audit.ExitCode.ShouldBe(0, audit.ToString());
    }

    public static async Task EveryOutgoingTransactionIsOnePayment(Rig rig)
    {
        var payments = await rig.Read(store => store.Queries.ReadPayments(null, 100, rig.Cancel));
        payments.ShouldAllBe(payment => payment.State == PayoutState.Confirmed);
        using var wallet = new MoneroWalletRpc(rig.Chain.PoolWallet.Rpc, new MoneroWalletOptions(), TimeProvider.System);
        await wallet.Refresh(rig.Cancel);
        var sent = await wallet.ListOutgoing(0, rig.Cancel);
        sent.Select(transfer => (transfer.Hash, transfer.Amount)).ShouldBe(
            payments.Select(payment => (payment.Transaction!.Hash, payment.Net)), ignoreOrder: true);
    }

    private static async Task SharesAreBookedOnce(Rig rig, int durableWithoutOk)
    {
        var booked = 0L;
        foreach (var miner in rig.Miners)
        {
            var shares = (await rig.ReadMiner(miner))!.Workers.SelectMany(worker => worker.Shares).ToList();
            var counted = shares.Where(share => share.Key.Counts()).Sum(share => share.Value);
            counted.ShouldBeInRange(miner.Acknowledged, miner.Sent, miner.Name);
            shares.Where(share => !share.Key.Counts()).Sum(share => share.Value).ShouldBe(0, miner.Name);
            booked += counted;
        }

        var due = rig.Miners.Sum(miner => miner.Acknowledged) + durableWithoutOk;
        booked.ShouldBeInRange(due, due + rig.Miners.Sum(miner => miner.Unsure));
    }

    private static async Task TheBlockIsBookedOnce(Rig rig)
    {
        var block = (await rig.Read(store => store.Queries.ReadBlocks(null, 10, rig.Cancel))).ShouldHaveSingleItem();
        block.State.ShouldBe(BlockState.Credited);
        block.FinderAddress.ShouldBe(rig.Alice.Address);
    }

    private static async Task ThePayoutIsMadeOnce(Rig rig)
    {
        var payment = (await rig.Read(store => store.Queries.ReadPayments(null, 10, rig.Cancel))).ShouldHaveSingleItem();
        payment.State.ShouldBe(PayoutState.Confirmed);
        payment.Items.Select(item => item.Address).ShouldBe(rig.Miners.Select(miner => miner.Address), ignoreOrder: true);
        await EveryOutgoingTransactionIsOnePayment(rig);
    }

    private static async Task TheWalletsHoldWhatTheBooksSay(Rig rig)
    {
        foreach (var miner in rig.Miners)
        {
            var view = (await rig.ReadMiner(miner))!;
            view.Paid.ShouldBeGreaterThan(0, miner.Name);
            view.Confirmed.ShouldBe(0, miner.Name);
            view.InPayout.ShouldBe(0, miner.Name);
            (await rig.Balance(miner)).ShouldBe(view.Paid, miner.Name);
        }
    }
}

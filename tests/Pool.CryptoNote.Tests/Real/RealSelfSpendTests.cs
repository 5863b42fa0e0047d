using Pool.Core;
using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Rpc;

namespace Pool.CryptoNote.Tests.Real;

[Collection(RealMonero.Name)]
[Trait("needs", "monero")]
public sealed class RealSelfSpendTests(MoneroFixture monero)
{
    private const long Coin = 1_000_000_000_000;
    private const string Payee =
        "47ewoP19TN7JEEnFKUJHAYhGxkeTRH82sf36giEp9AcNfDBfkAtRLX7A6rZz18bbNHPNV7ex6WYbMN3aKisFRJZ8Ebsmgef";

    [Fact]
    public async Task An_input_of_a_payment_is_spent_to_the_wallet_itself_and_rules_the_payment_out()
    {
        var payment = await monero.Wallet.Prepare([new Destination(Payee, Coin)], default);
        var input = payment.KeyImages[0];
        (await monero.Daemon.FindInputs(payment.Hash, default)).ShouldBeNull();
        var before = (await monero.Wallet.GetBalance(default)).Total;

        var spend = await monero.Wallet.PrepareSelfSpend(input, default);
        spend.KeyImages.ShouldBe([input]);
        spend.Hash.ShouldNotBe(payment.Hash);
        SignedTransaction.Parse(spend.Blob.Span, out _)!.Hash.ShouldBe(spend.Hash);
        (await monero.Wallet.FindTransfer(spend.Hash, default)).ShouldBeNull();
        (await monero.Daemon.FindTransaction(spend.Hash, default)).ShouldBe(TransactionPlace.Absent);

        await monero.Wallet.Relay(spend.Metadata, default);
        (await monero.Daemon.FindInputs(spend.Hash, default)).ShouldBe([input]);
        (await monero.Daemon.SendTransaction(payment.Blob, default)).DoubleSpend.ShouldBeTrue();
        (await monero.Wallet.FindTransfer(spend.Hash, default))!.Fee.ShouldBe(spend.Fee);
        (await monero.Wallet.GetBalance(default)).Total.ShouldBe(before - spend.Fee);

        await Mine(spend.Hash);
        await monero.Wallet.Refresh(default);
        (await monero.Daemon.FindInputs(spend.Hash, default)).ShouldBe([input]);
        (await monero.Wallet.FindTransfer(spend.Hash, default))!.State.ShouldBe(WalletTransferState.Mined);
        (await monero.Wallet.GetBalance(default)).Total.ShouldBe(before - spend.Fee);
        (await Should.ThrowAsync<WalletException>(() => monero.Wallet.PrepareSelfSpend(input, default))).Message.ShouldContain("refuses");
    }

    [Fact]
    public async Task An_input_of_a_relayed_payment_that_the_network_forgot_is_free_again_after_a_rescan()
    {
        var payment = await monero.Wallet.Prepare([new Destination(Payee, Coin)], default);
        await monero.Wallet.Relay(payment.Metadata, default);
        await ForgetMempool();
        await monero.Wallet.RescanSpent(default);

        var spend = await monero.Wallet.PrepareSelfSpend(payment.KeyImages[0], default);

        (await monero.Daemon.SendTransaction(spend.Blob, default)).Taken.ShouldBeTrue();
        await Mine(spend.Hash);
        (await monero.Daemon.SendTransaction(payment.Blob, default)).DoubleSpend.ShouldBeTrue();
        await monero.Wallet.Refresh(default);
        await monero.Wallet.RescanSpent(default);
    }

    [Fact]
    public async Task An_input_that_is_not_the_wallets_is_refused()
    {
        var stranger = Hash32.Parse("b67753d24d583e0d56dc43ffdb43ee4e390632ea840be248b9f67a0e1947c172");

        await Should.ThrowAsync<WalletException>(() => monero.Wallet.PrepareSelfSpend(stranger, default));
    }

    /// <summary>A node puts a transaction into its templates only some moments after it has taken it.</summary>
    private async Task Mine(Hash32 transaction)
    {
        const int MostBlocks = 50;
        for (var block = 0; block < MostBlocks; block++)
        {
            await monero.Node.GenerateBlocks(Payee, 1);
            if ((await monero.Daemon.FindTransaction(transaction, default)).BlockHeight is not null)
            {
                return;
            }
        }

        throw new InvalidOperationException($"transaction {transaction} is not mined after {MostBlocks} blocks");
    }

    private async Task ForgetMempool()
    {
        using var rpc = new RpcClient(monero.Node.Rpc, new RpcLimits(), TimeProvider.System);
        (await rpc.Call("flush_txpool", new { }, TimeSpan.FromSeconds(15), default)).Error.ShouldBeNull();
    }
}

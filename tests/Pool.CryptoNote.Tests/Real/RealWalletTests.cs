using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.CryptoNote.Blocks;

namespace Pool.CryptoNote.Tests.Real;

[Collection(RealMonero.Name)]
[Trait("needs", "monero")]
public sealed class RealWalletTests(MoneroFixture monero)
{
    private const long Coin = 1_000_000_000_000;
    private const string Payee =
        "47ewoP19TN7JEEnFKUJHAYhGxkeTRH82sf36giEp9AcNfDBfkAtRLX7A6rZz18bbNHPNV7ex6WYbMN3aKisFRJZ8Ebsmgef";

    [Fact]
    public async Task A_payment_is_prepared_relayed_seen_and_mined_and_every_step_is_visible()
    {
        var from = await monero.Node.GetHeight();
        Destination[] payees = [new(Payee, Coin), new(Payee, 2 * Coin)];

        var prepared = await monero.Wallet.Prepare(payees, default);
        SignedTransaction.Parse(prepared.Blob.Span, out _)!.Hash.ShouldBe(prepared.Hash);
        (await monero.Wallet.FindTransfer(prepared.Hash, default)).ShouldBeNull();
        (await monero.Daemon.FindTransaction(prepared.Hash, default)).ShouldBe(TransactionPlace.Absent);
        (await monero.Daemon.GetKeyImages(prepared.KeyImages, default)).ShouldAllBe(state => state == KeyImageState.Unspent);

        await monero.Wallet.Relay(prepared.Metadata, default);
        var pending = (await monero.Wallet.FindTransfer(prepared.Hash, default))!;
        pending.State.ShouldBe(WalletTransferState.Pending);
        pending.Amount.ShouldBe(3 * Coin);
        pending.Fee.ShouldBe(prepared.Fee);
        (await monero.Daemon.FindTransaction(prepared.Hash, default)).ShouldBe(new TransactionPlace(true, null));
        (await monero.Daemon.GetKeyImages(prepared.KeyImages, default)).ShouldAllBe(state => state == KeyImageState.SpentInPool);
        (await monero.Wallet.ListOutgoing(from, default)).ShouldContain(pending);

        var height = await monero.Mine(prepared.Hash);
        var mined = (await monero.Wallet.FindTransfer(prepared.Hash, default))!;
        mined.State.ShouldBe(WalletTransferState.Mined);
        mined.Amount.ShouldBe(3 * Coin);
        mined.Height.ShouldBe(height);
        mined.Confirmations.ShouldBe(1);
        (await monero.Daemon.FindTransaction(prepared.Hash, default)).ShouldBe(new TransactionPlace(false, height));
        (await monero.Daemon.GetKeyImages(prepared.KeyImages, default)).ShouldAllBe(state => state == KeyImageState.SpentInBlock);
        (await monero.Wallet.ListOutgoing(height, default)).ShouldContain(mined);
        (await monero.Wallet.ListOutgoing(height + 1, default)).ShouldNotContain(mined);
    }

    [Fact]
    public async Task The_stored_blob_alone_makes_the_same_payment_any_number_of_times()
    {
        var prepared = await monero.Wallet.Prepare([new(Payee, Coin)], default);

        (await monero.Daemon.SendTransaction(prepared.Blob, default)).Taken.ShouldBeTrue();
        (await monero.Daemon.SendTransaction(prepared.Blob, default)).Taken.ShouldBeTrue();
        await monero.Mine(prepared.Hash);
        (await monero.Daemon.SendTransaction(prepared.Blob, default)).Taken.ShouldBeTrue();

        (await monero.Wallet.FindTransfer(prepared.Hash, default))!.State.ShouldBe(WalletTransferState.Mined);
    }

    [Fact]
    public async Task Two_prepared_payments_of_the_same_inputs_exclude_each_other()
    {
        // The wallet reserves nothing and chooses among all that is unlocked: of a hundred tries, two meet soon.
        List<PreparedTransaction> prepared = [];
        (PreparedTransaction First, PreparedTransaction Second)? pair = null;
        while (pair is null && prepared.Count < 100)
        {
            var next = await monero.Wallet.Prepare([new(Payee, Coin)], default);
            var rival = prepared.Find(other => other.KeyImages.Intersect(next.KeyImages).Any());
            pair = rival is null ? null : (rival, next);
            prepared.Add(next);
        }

        var (first, second) = pair.ShouldNotBeNull();
        (await monero.Daemon.SendTransaction(first.Blob, default)).Taken.ShouldBeTrue();
        var refused = await monero.Daemon.SendTransaction(second.Blob, default);
        refused.DoubleSpend.ShouldBeTrue();
        refused.Refusal!.ShouldContain("double_spend");
        await monero.Mine(first.Hash);
        (await monero.Daemon.SendTransaction(second.Blob, default)).DoubleSpend.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_refusal_of_the_wallet_has_its_kind()
    {
        var balance = await monero.Wallet.GetBalance(default);
        balance.Total.ShouldBeGreaterThan(balance.Unlocked);
        balance.Unlocked.ShouldBeGreaterThan(0);
        (await Refused([new(Payee, balance.Total + 1)])).Refusal.ShouldBe(WalletRefusal.NotEnoughMoney);
        (await Refused([new(Payee, balance.Unlocked + 1)])).Refusal.ShouldBe(WalletRefusal.NotEnoughUnlocked);
        (await Refused([.. Enumerable.Repeat(new Destination(Payee, 1000), 16)])).Refusal.ShouldBe(WalletRefusal.TooLarge);
        var bad = await Refused([new(Payee, 5), new(Payee[..^1] + "g", 5)]);
        bad.Refusal.ShouldBe(WalletRefusal.BadAddress);
        bad.Address.ShouldBe(Payee[..^1] + "g");
    }

    [Fact]
    public async Task Fifteen_payees_fit()
    {
        monero.Wallet.MaxDestinations.ShouldBe(15);
        var prepared = await monero.Wallet.Prepare([.. Enumerable.Repeat(new Destination(Payee, 1000), 15)], default);
        SignedTransaction.Parse(prepared.Blob.Span, out _)!.Outputs.ShouldBe(16);
    }

    [Fact]
    public async Task A_wallet_without_its_node_says_so()
    {
        await monero.Node.Stop();
        var refused = await Refused([new(Payee, Coin)]);
        await monero.Node.Restart(difficulty: 1);
        refused.Refusal.ShouldBe(WalletRefusal.DaemonAway);
    }

    [Fact]
    public async Task A_wallet_that_is_down_is_unavailable_and_comes_back_with_its_wallet_open()
    {
        await monero.WalletServer.Stop();
        await Should.ThrowAsync<WalletUnavailableException>(() => monero.Wallet.GetAddress(default));
        await monero.WalletServer.Restart();
        (await monero.Wallet.GetAddress(default)).ShouldBe(monero.Address);
    }

    private Task<WalletException> Refused(Destination[] payees) =>
        Should.ThrowAsync<WalletException>(() => monero.Wallet.Prepare(payees, default));
}

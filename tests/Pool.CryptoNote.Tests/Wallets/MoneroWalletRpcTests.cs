using Pool.Core;
using Pool.Core.Payouts;
using Pool.CryptoNote.Tests.Rpc;
using Pool.CryptoNote.Wallets;
using Pool.Testing;

namespace Pool.CryptoNote.Tests.Wallets;

/// <summary>A wallet's refusals and odd answers; its good ones are tested on the real program.</summary>
public sealed class MoneroWalletRpcTests
{
    private const string Payee =
        "47ewoP19TN7JEEnFKUJHAYhGxkeTRH82sf36giEp9AcNfDBfkAtRLX7A6rZz18bbNHPNV7ex6WYbMN3aKisFRJZ8Ebsmgef";

    private static readonly Destination[] Payees = [new("first", 5), new(Payee, 7)];

    [Theory]
    [InlineData(-37, "not enough unlocked money", WalletRefusal.NotEnoughUnlocked)]
    [InlineData(-17, "not enough money", WalletRefusal.NotEnoughMoney)]
    [InlineData(-16, "tx not possible. Available only 1, transaction amount 2 = 1 + 1 (fee)", WalletRefusal.NotEnoughMoney)]
    [InlineData(-18, "Transaction would be too large.  try /transfer_split.", WalletRefusal.TooLarge)]
    [InlineData(-5, "A single payment id is allowed per transaction", WalletRefusal.TooLarge)]
    [InlineData(-19, "not enough outputs to use Please use sweep_dust.", WalletRefusal.NoInputs)]
    [InlineData(-38, "no connection to daemon", WalletRefusal.DaemonAway)]
    [InlineData(-3, "daemon is busy. Please try again later.", WalletRefusal.DaemonAway)]
    [InlineData(-4, "failed to get output distribution", WalletRefusal.DaemonAway)]
    [InlineData(-4, "transaction was rejected by daemon", WalletRefusal.RejectedByDaemon)]
    [InlineData(-4, "something else", WalletRefusal.Other)]
    [InlineData(-13, "No wallet file", WalletRefusal.Other)]
    public async Task Each_refusal_has_its_kind(int code, string message, WalletRefusal refusal)
    {
        using var server = FakeRpcServer.Error(code, message);
        using var wallet = WalletOf(server);
        var error = await Should.ThrowAsync<WalletException>(() => wallet.Prepare(Payees, default));
        error.Refusal.ShouldBe(refusal);
        error.Message.ShouldBe($"the wallet refuses: {message} (error {code})");
        error.Address.ShouldBeNull();
    }

    [Fact]
    public async Task A_bad_address_is_named_but_not_whole_in_the_message()
    {
        using var server = FakeRpcServer.Error(-2, "WALLET_RPC_ERROR_CODE_WRONG_ADDRESS: " + Payee);
        using var wallet = WalletOf(server);
        var error = await Should.ThrowAsync<WalletException>(() => wallet.Prepare(Payees, default));
        error.Refusal.ShouldBe(WalletRefusal.BadAddress);
        error.Address.ShouldBe(Payee);
        error.Message.ShouldNotContain(Payee);
        error.Message.ShouldContain("47ewoP…bsmgef");
    }

    [Fact]
    public async Task An_address_that_was_not_asked_for_is_not_believed()
    {
        using var server = FakeRpcServer.Error(-2, "WALLET_RPC_ERROR_CODE_WRONG_ADDRESS: 4xx");
        using var wallet = WalletOf(server);
        (await Should.ThrowAsync<WalletException>(() => wallet.Prepare(Payees, default))).Address.ShouldBeNull();
    }

    [Theory]
    [InlineData(-4, "Failed to commit tx.")]
    [InlineData(-38, "no connection to daemon")]
    public async Task A_relay_that_failed_somehow_may_have_sent_it(int code, string message)
    {
        using var server = FakeRpcServer.Error(code, message);
        using var wallet = WalletOf(server);
        (await Should.ThrowAsync<WalletUnavailableException>(() => wallet.Relay("00", default))).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(-26, "Failed to parse hex.")]
    [InlineData(-27, "Failed to parse tx metadata.")]
    public async Task A_relay_that_could_not_be_read_has_sent_nothing(int code, string message)
    {
        using var server = FakeRpcServer.Error(code, message);
        using var wallet = WalletOf(server);
        await Should.ThrowAsync<WalletException>(() => wallet.Relay("00", default));
    }

    [Fact]
    public async Task A_transaction_that_the_wallet_misdescribes_is_not_taken()
    {
        using var server = FakeRpcServer.Result(
            """
            {"tx_hash":"b67753d24d583e0d56dc43ffdb43ee4e390632ea840be248b9f67a0e1947c172","tx_blob":"02000000","tx_metadata":"ab",
            "tx_key":"cd","fee":1,"amount":12,"spent_key_images":{"key_images":[]}}
            """);
        using var wallet = WalletOf(server);
        (await Should.ThrowAsync<WalletUnavailableException>(() => wallet.Prepare(Payees, default))).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task A_transaction_listed_as_mined_and_failed_is_mined()
    {
        const string Row = """{"txid":"b67753d24d583e0d56dc43ffdb43ee4e390632ea840be248b9f67a0e1947c172","amount":0,"fee":3,"timestamp":9,""";
        using var server = FakeRpcServer.Result(
            "{\"transfer\":" + Row + "\"type\":\"failed\",\"height\":0},\"transfers\":["
            + Row + "\"type\":\"failed\",\"height\":0},"
            + Row + "\"type\":\"out\",\"height\":83,\"confirmations\":2,\"destinations\":[{\"amount\":4},{\"amount\":6}]},"
            + Row + "\"type\":\"in\",\"height\":83}]}");
        using var wallet = WalletOf(server);
        var hash = Hash32.Parse("b67753d24d583e0d56dc43ffdb43ee4e390632ea840be248b9f67a0e1947c172");
        (await wallet.FindTransfer(hash, default)).ShouldBe(
            new WalletTransfer(hash, WalletTransferState.Mined, 10, 3, 83, 2, DateTimeOffset.FromUnixTimeSeconds(9)));
    }

    [Fact]
    public async Task An_unknown_transaction_is_none_and_other_errors_are_not_that()
    {
        using var unknown = FakeRpcServer.Error(-8, "Transaction not found.");
        using var closed = FakeRpcServer.Error(-13, "No wallet file");
        using var first = WalletOf(unknown);
        using var second = WalletOf(closed);
        (await first.FindTransfer(default, default)).ShouldBeNull();
        await Should.ThrowAsync<WalletException>(() => second.FindTransfer(default, default));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_leaves_the_outcome_unknown()
    {
        using var server = FakeRpcServer.Json("oops");
        using var wallet = WalletOf(server);
        await Should.ThrowAsync<WalletUnavailableException>(() => wallet.GetBalance(default));
        await Should.ThrowAsync<WalletUnavailableException>(() => wallet.Prepare(Payees, default));
    }

    private static MoneroWalletRpc WalletOf(FakeRpcServer server) =>
        new(server.Endpoint, new MoneroWalletOptions(), new FakeClock());
}

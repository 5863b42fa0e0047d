using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.Core.Templates;
using Pool.CryptoNote.Nodes;
using Pool.CryptoNote.Rpc;
using Pool.CryptoNote.Wallets;
using Pool.Demo.Regtest;

namespace Pool.CryptoNote.Tests.Real;

/// <summary>The same programs behind HTTP digest logins, on a chain of their own.</summary>
[Collection(RealMonero.Name)]
[Trait("needs", "monero")]
public sealed class RealLoginTests
{
    [Fact]
    public async Task Node_and_wallet_behind_logins_serve_who_knows_them_and_nobody_else()
    {
        using var folder = new TempFolder("pool-cryptonote-login");
        await using var node = await RegtestDaemon.Start(folder.Sub("node"), login: new RegtestLogin("miner", "se cret:1"));
        await using var server = await RegtestWallet.Start(folder.Sub("wallet"), node, new RegtestLogin("payer", "other"));
        var address = await server.Create("pool");
        await node.GenerateBlocks(address, 2);

        using var daemon = new MonerodDaemon(node.Rpc, new MonerodOptions(), TimeProvider.System);
        using var wallet = new MoneroWalletRpc(server.Rpc, new MoneroWalletOptions(), TimeProvider.System);
        var raw = await daemon.GetBlockTemplate(address, ExtraNonce.Size, default);
        (await daemon.SubmitBlock(raw.Blob, default)).Taken.ShouldBeTrue();
        (await daemon.FindTransaction(raw.PreviousHash, default)).ShouldBe(TransactionPlace.Absent);
        (await wallet.GetAddress(default)).ShouldBe(address);
        await wallet.Refresh(default);
        (await wallet.ListCoinbase(0, default)).Count.ShouldBe(3);

        // Calls at once must not disturb each other's half-done logins.
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => daemon.GetInfo(default)));

        await RefusedWith(new RpcEndpoint(node.Rpc.Url.ToString(), "miner", "wrong"), "it refuses the login: check user and password");
        await RefusedWith(new RpcEndpoint(node.Rpc.Url.ToString()), "it asks for a login: set user and password");
        using var stranger = new MoneroWalletRpc(
            new RpcEndpoint(server.Rpc.Url.ToString()), new MoneroWalletOptions(), TimeProvider.System);
        (await Should.ThrowAsync<WalletUnavailableException>(() => stranger.GetBalance(default))).Message.ShouldContain("asks for a login");
    }

    private static async Task RefusedWith(RpcEndpoint endpoint, string problem)
    {
        using var daemon = new MonerodDaemon(endpoint, new MonerodOptions(), TimeProvider.System);
        (await Should.ThrowAsync<DaemonUnavailableException>(() => daemon.GetInfo(default))).Message.ShouldContain(problem);
    }
}

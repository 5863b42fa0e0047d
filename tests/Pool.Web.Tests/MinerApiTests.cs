namespace Pool.Web.Tests;

public sealed class MinerApiTests
{
    private const string Miners = "/api/v1/pools/xmr/miners/";

    [Fact]
    public async Task A_miner_reads_balance_payout_hashrate_shares_and_workers()
    {
        await using var host = await WebHost.Start();
        host.Books.Miners[Samples.Alice] = Samples.Miner with { Workers = [Samples.Miner.Workers[0], Samples.Miner.Workers[2]] };
        (await host.GetText(Miners + Samples.Alice)).ShouldBeJson($$"""
            { "address": "{{Samples.Alice}}", "asOf": "2026-11-22T09:51:36Z", "firstSeenAt": "2026-10-13T09:51:36Z", "lastShareAt": "2026-11-22T09:51:24Z",
              "balance": { "immatureAtomic": "1250000000000", "confirmedAtomic": "2491000000", "inPayoutAtomic": "0", "paidAtomic": "12500000000000" },
              "payout": { "thresholdAtomic": "3000000000", "progress": 0.83, "heldReason": null },
              "hashrateHs": 12431.5,
              "shares": { "windowSeconds": 86400, "accepted": 4223, "stale": 31, "invalid": 4,
                          "byReason": { "stale": 30, "low-difficulty": 4, "unknown-job": 1 } },
              "workers": { "online": 1, "late": 0, "offline": 1, "items": [
                { "name": "rig1", "status": "online", "lastShareAt": "2026-11-22T09:51:24Z", "hashrateHs": 8200,
                  "shares": { "windowSeconds": 86400, "accepted": 4211, "stale": 31, "invalid": 4,
                              "byReason": { "stale": 30, "low-difficulty": 4, "unknown-job": 1 } } },
                { "name": "attic", "status": "offline", "lastShareAt": "2026-11-22T02:51:36Z", "hashrateHs": 0,
                  "shares": { "windowSeconds": 86400, "accepted": 12, "stale": 0, "invalid": 0, "byReason": {} } } ] } }
            """);
    }

    [Fact]
    public async Task Payments_to_a_miner_tell_what_left_the_balance_and_what_arrives()
    {
        await using var host = await WebHost.Start();
        host.Books.Payments = Samples.MinerPayments(1);
        (await host.GetText(Miners + Samples.Alice + "/payments")).ShouldBeJson($$"""
            { "items": [ { "id": 99, "status": "seen", "txHash": "{{Samples.Hash(1099)}}", "grossAtomic": "5000000099", "feeAtomic": "20000000",
                           "amountAtomic": "4980000099", "createdAt": "2026-11-22T08:50:36Z" } ],
              "page": { "limit": 50, "next": null }, "asOf": "2026-11-22T09:51:36Z", "seq": 1795341096000 }
            """);
    }

    [Theory]
    [InlineData("4short", "address-invalid")]
    [InlineData("%3Cscript%3E", "address-invalid")]
    [InlineData("9wviCeWe2D8XS82k2ovp5EUYLzBt9pYNW2LXUFsZiv8S3Mt21FZ5qQaAroko1enzw3eGr9qC7X1D7Geoo2RrAotYPwq9Gm8", "address-wrong-network")]
    [InlineData(Samples.Bob, "address-unknown")]
    public async Task Addresses_that_have_no_document_are_problems_each_with_its_code(string address, string code)
    {
        await using var host = await WebHost.Start();
        var status = code == "address-unknown" ? 404 : 400;
        await host.ShouldBeProblem(Miners + address, status, code);
        await host.ShouldBeProblem(Miners + address + "/payments", status, code);
    }

    [Fact]
    public async Task A_text_beyond_any_address_is_refused_before_it_is_looked_at()
    {
        await using var host = await WebHost.Start();
        var problem = await host.GetJson(Miners + new string('4', 257));
        problem["code"]!.GetValue<string>().ShouldBe("address-invalid");
        problem["detail"]!.GetValue<string>().ShouldBe("An address has at most 256 letters; this text has 257.");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(2_999_999_999, "0.999")]
    [InlineData(3_000_000_000, "1")]
    [InlineData(long.MaxValue, "1")]
    public async Task Progress_says_one_only_when_the_threshold_is_reached(long confirmed, string progress)
    {
        await using var host = await WebHost.Start();
        host.Books.Miners[Samples.Alice] = Samples.Miner with { Confirmed = confirmed };
        (await host.GetJson(Miners + Samples.Alice))["payout"]!["progress"]!.ToJsonString().ShouldBe(progress);
    }
}

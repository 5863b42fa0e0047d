using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

/// <summary>What one payee or one batch is to blame for must not hold up the others.</summary>
public sealed class PayeeTroubleTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bad_address_is_set_aside_and_the_others_are_paid(bool walletNamesIt)
    {
        var pool = await FourMiners();
        pool.Wallet.BadAddresses.Add("miner2");
        pool.Wallet.NamesBadAddress = walletNamesIt;
        await pool.RunUntilQuiet(mostProcesses: 12);
        pool.Store.HeldPayees.Select(held => held.Address).ShouldBe(["miner2"]);
        pool.Events.Told.OfType<LiveEvent.PayeeSetAside>().Single().Account.ShouldBe(2);
        pool.BalanceOf(2).ShouldBe(2_970_000);
        new[] { 1L, 3, 4 }.ShouldAllBe(account => pool.BalanceOf(account) == 0);
        pool.NobodyIsPaidTwice();
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_is_halved()
    {
        var pool = await FourMiners();
        pool.Wallet.FitsDestinations = 2;
        (await (await pool.ReadyPayerAsync()).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        pool.Store.Batches.Values.Single().Items.Select(item => item.Account).ShouldBe([1, 2]);
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_payee_that_does_not_fit_alone_is_left_out_and_named()
    {
        var pool = await FourMiners();
        pool.Wallet.FitsDestinations = 0;
        var report = await (await pool.ReadyPayerAsync()).Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.NothingDue);
        report.Notes!.Count.ShouldBe(4);
        report.Notes[0].ShouldContain("3960000");
        pool.Store.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_wallets_own_limit_of_destinations_holds()
    {
        var pool = await FourMiners();
        pool.Wallet.MaxDestinations = 3;
        await (await pool.ReadyPayerAsync()).Run(default);
        pool.Store.Batches.Values.Single().Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_transaction_carries_at_most_one_integrated_address()
    {
        var pool = new ModelPool();
        pool.AddMiner(1, "integrated1");
        pool.AddMiner(2, "integrated2");
        await pool.EarnAsync(10_000_000, (1, 400), (2, 300), (3, 200), (4, 100));
        await (await pool.ReadyPayerAsync()).Run(default);
        pool.Store.Batches.Values.Single().Items.Select(item => item.Account).ShouldBe([1, 3, 4]);
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task Integrated_addresses_in_front_do_not_leave_a_batch_empty()
    {
        var pool = new ModelPool { PayerOptions = new() { MinimumPayout = 10_000, MaxPayees = 2 } };
        foreach (var account in Enumerable.Range(1, 6))
        {
            pool.AddMiner(account, $"integrated{account}");
        }

        await pool.EarnAsync(10_000_000, (1, 600), (2, 500), (3, 400), (4, 300), (5, 200), (6, 100), (7, 50));
        await (await pool.ReadyPayerAsync()).Run(default);
        pool.Store.Batches.Values.Single().Items.Select(item => item.Account).ShouldBe([1, 7]);
    }

    [Fact]
    public async Task A_fee_that_grows_by_the_reduced_amounts_is_shared_again()
    {
        var pool = await FourMiners();
        pool.Wallet.FeeJumps.Enqueue(0);
        pool.Wallet.FeeJumps.Enqueue(500);
        pool.Wallet.FeeJumps.Enqueue(510);
        (await (await pool.ReadyPayerAsync()).Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        var batch = pool.Store.Batches.Values.Single();

        // 1000 + 300 + 4 × 101 + 500 = 2204 was the highest fee when the last shares were made: 2204 + 2204 / 50 = 2248.
        batch.Items.Sum(item => item.Fee).ShouldBe(2248);
        batch.Transaction!.Fee.ShouldBe(2214);
        await pool.RunUntilQuiet();
        pool.Ledger.Balance(Accounts.FeeRounding).ShouldBe(34);
        await pool.EverybodyIsPaid();
    }

    [Fact]
    public async Task A_fee_that_does_not_come_to_rest_drops_the_plan()
    {
        var pool = await FourMiners();
        pool.Wallet.FeeJumps.Enqueue(0);
        pool.Wallet.FeeJumps.Enqueue(500);
        pool.Wallet.FeeJumps.Enqueue(1000);
        var report = await (await pool.ReadyPayerAsync()).Run(default);
        report.Outcome.ShouldBe(PayoutRunOutcome.Waiting);
        report.Text.ShouldContain("2704");
        pool.Store.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_balance_that_its_part_of_the_fee_would_use_up_is_left_out()
    {
        var pool = new ModelPool { PayerOptions = new() { MinimumPayout = 100, MaxPayees = 4 } };
        await pool.EarnAsync(600_000, (1, 1_999), (2, 1));
        pool.BalanceOf(2).ShouldBe(297);
        var payer = await pool.ReadyPayerAsync();
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.Relayed);
        pool.Store.Batches.Values.Single().Items.Select(item => item.Account).ShouldBe([1]);
        pool.Chain.Mine(12);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.NothingDue);
        pool.BalanceOf(2).ShouldBe(297);
    }

    private static async Task<ModelPool> FourMiners()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 400), (2, 300), (3, 200), (4, 100));
        return pool;
    }
}

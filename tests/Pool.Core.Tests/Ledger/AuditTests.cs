using Pool.Core.Ledger;
using Pool.Core.Rounds;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Ledger;

/// <summary>Each fault is found by the check that is there for it, and sound books pass them all.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task Sound_books_pass_and_the_totals_are_those_of_the_chain()
    {
        var pool = await Paid();
        var audit = await pool.AuditAsync();
        audit.Ok.ShouldBeTrue(string.Join("; ", audit.Checks.Where(check => !check.Ok).Select(check => check.Text)));
        audit.Checks.Select(check => check.Name).ShouldBe(
        [
            "balances", "zero-sum", "miners-not-negative", "block-credits", "block-rewards", "coinbase-income", "outgoing", "paid",
            "solvency", "frozen-work",
        ]);
        var totals = audit.Totals.ToDictionary(total => total.Name, total => total.Value);
        totals["mined"].ShouldBe(10_000_000);
        totals["pool fee"].ShouldBe(100_000);
        (totals["paid to miners"] + totals["network fees"]).ShouldBe(9_900_000);
        totals["paid to miners"].ShouldBe(pool.ReceivedBy("miner1") + pool.ReceivedBy("miner2"));
        totals["owed to miners"].ShouldBe(0);
        totals["wallet less what is owed"].ShouldBe(100_000);
        audit.Checks.Single(check => check.Name == "frozen-work").Numbers.ShouldContain(new AuditNumber("compared with slices", 1));
    }

    [Fact]
    public async Task Sound_books_pass_while_a_batch_is_under_way()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        await (await pool.ReadyPayerAsync()).Run(default);
        (await Failed(pool)).ShouldBeEmpty();
        pool.Chain.Mine(3);
        (await Failed(pool)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_balance_that_is_not_the_sum_of_its_transfers_is_found() =>
        (await FailedAfter(pool => pool.Ledger.Corrupt(Accounts.PoolFee, 1))).ShouldBe(["balances", "zero-sum"]);

    [Fact]
    public async Task Units_moved_between_balances_are_found_although_the_sum_is_zero() =>
        (await FailedAfter(pool =>
        {
            pool.Ledger.Corrupt(Accounts.PoolFee, -1);
            pool.Ledger.Corrupt(Accounts.Rounding, 1);
        })).ShouldBe(["balances"]);

    [Fact]
    public async Task A_negative_miner_is_found() =>
        (await FailedAfter(pool => pool.Ledger.Corrupt(Accounts.Miner(1), -1)))
            .ShouldBe(["balances", "zero-sum", "miners-not-negative"]);

    [Fact]
    public async Task A_reward_that_was_not_shared_out_whole_is_found() =>
        (await FailedAfter(pool => pool.Journal.Blocks[Block(pool)] = pool.Journal.Blocks[Block(pool)] with { Reward = 10_000_001 }))
            .ShouldBe(["block-credits", "block-rewards"]);

    [Fact]
    public async Task A_credited_block_that_is_not_on_the_chain_is_found() =>
        (await FailedAfter(pool =>
        {
            var paying = pool.Chain.Blocks.Single(block => block.Paid > 0);
            pool.Chain.Blocks[(int)paying.Height] = new ModelBlock(paying.Height, paying.Previous, 0, 0, 0, "replaced");
        })).ShouldBe(["block-rewards"]);

    [Fact]
    public async Task Income_of_the_wallet_that_is_no_block_of_the_books_is_found() =>
        (await FailedAfter(pool =>
        {
            pool.Chain.Accept(pool.Chain.Next(paid: 777));
            pool.Chain.Mine(10);
        })).ShouldBe(["coinbase-income"]);

    [Fact]
    public async Task A_payment_by_hand_is_found_until_it_is_acknowledged()
    {
        var pool = await Paid();
        var sent = pool.Wallet.SendByHand("somebody", 10_000);
        pool.Chain.Mine(1);
        (await Failed(pool)).ShouldBe(["outgoing"]);
        await pool.Store.AcknowledgeExternal(sent.Hash, "rent", default);
        (await Failed(pool)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_of_other_amounts_than_the_wallet_sent_is_found() =>
        (await FailedAfter(pool =>
        {
            var batch = pool.Store.Batches[1];
            var items = batch.Items.Select((item, i) => i == 0 ? item with { Gross = item.Gross + 1 } : item);
            pool.Store.Batches[1] = batch with { Items = [.. items] };
        })).ShouldBe(["outgoing", "paid"]);

    [Fact]
    public async Task A_confirmed_batch_that_the_wallet_never_sent_is_found() =>
        (await FailedAfter(pool =>
        {
            foreach (var block in pool.Chain.Blocks)
            {
                block.Transactions.Clear();
            }
        })).ShouldBe(["outgoing"]);

    [Fact]
    public async Task A_wallet_that_holds_less_than_is_owed_is_found() =>
        (await FailedAfter(pool => pool.Ledger.Post(
            [new("mistake", Accounts.Coinbase, Accounts.Miner(1), 100_001, "mistake", "")]))).ShouldBe(["solvency"]);

    [Fact]
    public async Task Frozen_work_that_is_not_the_slices_is_found() =>
        (await FailedAfter(pool => pool.Journal.CorruptFrozen(Block(pool), [new AccountWork(1, 599), new AccountWork(2, 401)])))
            .ShouldBe(["frozen-work"]);

    [Fact]
    public async Task Slices_that_were_rolled_up_are_not_compared()
    {
        var pool = await Paid();
        pool.Journal.Slices.Clear();
        var audit = await pool.AuditAsync();
        audit.Ok.ShouldBeTrue();
        audit.Checks.Single(check => check.Name == "frozen-work").Numbers.ShouldContain(new AuditNumber("compared with slices", 0));
    }

    private static Hash32 Block(ModelPool pool) => pool.Journal.Blocks.Keys.Single();

    private static async Task<IReadOnlyList<string>> FailedAfter(Action<ModelPool> fault)
    {
        var pool = await Paid();
        fault(pool);
        return await Failed(pool);
    }

    private static async Task<IReadOnlyList<string>> Failed(ModelPool pool) =>
        [.. (await pool.AuditAsync()).Checks.Where(check => !check.Ok).Select(check => check.Name)];

    private static async Task<ModelPool> Paid()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        await pool.RunUntilQuiet();
        await pool.EverybodyIsPaid();
        return pool;
    }
}

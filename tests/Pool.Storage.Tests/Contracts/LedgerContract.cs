using System.Data.Common;
using Pool.Core.Ledger;
using Pool.Core.Rounds;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class LedgerContract(StoreFixture fixture) : StoreContract(fixture)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var front = await FrontEnd.Start(Store);
        await front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 30));
        await front.Send(Sample.Candidate(2), Sample.Share(Sample.Alice, 30));
        await Store.Blocks.Freeze(Sample.Hash(1), [new AccountWork(1, 30)], 1, None);
        await Store.Blocks.Freeze(Sample.Hash(2), [new AccountWork(1, 30)], 1, None);
        await Store.Blocks.Credit(Sample.Hash(1), 100, [Sample.Credit(Sample.Hash(1), Accounts.Miner(1), 100)], None);
    }

    [Theory]
    [InlineData("UPDATE transfer SET amount = 1 RETURNING amount")]
    [InlineData("UPDATE transfer SET created_at = 1 RETURNING amount")]
    [InlineData("DELETE FROM transfer RETURNING amount")]
    [InlineData("UPDATE balance SET amount = -1 WHERE account = 'miner:1' RETURNING amount")]
    public async Task The_schema_keeps_transfers_as_they_are_and_miners_from_falling_below_zero(string sql)
    {
        var before = await Books();

        await Should.ThrowAsync<DbException>(() => Fixture.Query<long>(sql));

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task An_id_that_is_taken_by_another_transfer_is_refused_and_nothing_of_the_credit_is_booked()
    {
        var before = await Books();
        var taken = Sample.Credit(Sample.Hash(1), Accounts.Miner(1), 60);
        var fine = Sample.Credit(Sample.Hash(2), Accounts.Miner(1), 40);

        await Should.ThrowAsync<BookingRefusedException>(() => Store.Blocks.Credit(Sample.Hash(2), 100, [fine, taken], None));

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task Balances_are_the_sums_of_transfers()
    {
        var balances = await Store.Ledger.ReadBalances(None);

        balances.OrderBy(row => row.Key).ShouldBe((await Store.Ledger.SumTransfers(None)).OrderBy(row => row.Key));
        balances.Values.Sum().ShouldBe(0);
        balances[Accounts.Miner(1)].ShouldBe(100);
    }

    [Fact]
    public async Task A_balance_that_was_changed_by_hand_differs_from_the_sum_of_its_transfers()
    {
        await Fixture.Query<long>("UPDATE balance SET amount = amount + 1 WHERE account = 'miner:1' RETURNING amount");

        (await Store.Ledger.ReadBalances(None))[Accounts.Miner(1)].ShouldBe(101);
        (await Store.Ledger.SumTransfers(None))[Accounts.Miner(1)].ShouldBe(100);
    }

    [Fact]
    public async Task A_balance_that_passes_64_bits_is_an_error_and_books_nothing()
    {
        var before = await Books();

        await Should.ThrowAsync<OverflowException>(() => Store.Blocks.Credit(
            Sample.Hash(2), long.MaxValue, [Sample.Credit(Sample.Hash(2), Accounts.Miner(1), long.MaxValue)], None));

        (await Books()).ShouldBe(before);
    }
}

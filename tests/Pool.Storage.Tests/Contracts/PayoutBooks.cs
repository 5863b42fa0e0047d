using Pool.Core.Ledger;
using Pool.Core.Rounds;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

/// <summary>Three miners with a balance, and a payer that holds the lease.</summary>
public abstract class PayoutBooks(StoreFixture fixture) : StoreContract(fixture)
{
    internal const string Payer = "payer-1";

    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var front = await FrontEnd.Start(Store);
        await front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 30), Sample.Share(Sample.Bob, 70), Sample.Share("carol", 1));
        await Store.Blocks.Freeze(Sample.Hash(1), [new AccountWork(1, 30), new AccountWork(2, 70)], 1, None);
        await Store.Blocks.Credit(
            Sample.Hash(1),
            1010,
            [
                Sample.Credit(Sample.Hash(1), Accounts.Miner(1), 300),
                Sample.Credit(Sample.Hash(1), Accounts.Miner(2), 700),
                Sample.Credit(Sample.Hash(1), Accounts.Miner(3), 10),
            ],
            None);
        await Store.Payouts.TakeLease(Payer, Minute, None);
    }

    private protected OneBatch Payouts => new(Store);

    protected async Task<long> Balance(string account) => (await Store.Ledger.ReadBalances(None)).GetValueOrDefault(account);
}

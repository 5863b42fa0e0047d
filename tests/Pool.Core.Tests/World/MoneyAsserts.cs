using Pool.Core.Ledger;
using Pool.Core.Payouts;

namespace Pool.Core.Tests.World;

/// <summary>What must be true of the money after anything whatsoever.</summary>
internal static class MoneyAsserts
{
    /// <summary>True at every moment, also in the middle of a crash.</summary>
    public static void NobodyIsPaidTwice(this ModelPool pool)
    {
        var batches = pool.Store.Batches.Values.Where(batch => batch.Transaction is not null).ToList();
        var selfSpends = pool.Store.SelfSpends.Select(made => made.Transaction).ToHashSet();
        foreach (var (transaction, _) in pool.Chain.Mined.Where(mined => !selfSpends.Contains(mined.Transaction.Hash)))
        {
            batches.Count(batch => batch.Transaction!.Hash == transaction.Hash).ShouldBe(1);
        }

        pool.Wallet.Relays.GroupBy(metadata => metadata).ShouldAllBe(relays => relays.Count() == 1);
        foreach (var (account, address) in pool.Store.Miners)
        {
            var earned = Credited(pool, account);
            pool.ReceivedBy(address).ShouldBeLessThanOrEqualTo(earned);
            (pool.BalanceOf(account) + Paid(pool, account)).ShouldBeLessThanOrEqualTo(earned);
        }

        pool.Ledger.Balances.Values.Sum().ShouldBe(0);
    }

    /// <summary>True once nothing is open: books, chain and wallet agree to the unit, and everybody who is due is paid.</summary>
    public static async Task EverybodyIsPaid(this ModelPool pool)
    {
        pool.NobodyIsPaidTwice();
        pool.Store.Hold.ShouldBeNull();
        pool.Store.Batches.Values.ShouldAllBe(batch => batch.State == PayoutState.Confirmed || batch.State == PayoutState.Cancelled);
        foreach (var (account, address) in pool.Store.Miners)
        {
            pool.BalanceOf(account).ShouldBeLessThan(pool.PayerOptions.MinimumPayout);
            var confirmed = pool.Store.Batches.Values
                .Where(batch => batch.State == PayoutState.Confirmed)
                .SelectMany(batch => batch.Items)
                .Where(item => item.Account == account)
                .ToList();
            pool.ReceivedBy(address).ShouldBe(confirmed.Sum(item => item.Net));
            (pool.BalanceOf(account) + confirmed.Sum(item => item.Gross)).ShouldBe(Credited(pool, account));
        }

        var audit = await pool.AuditAsync();
        audit.Checks.Where(check => !check.Ok).Select(check => $"{check.Name}: {check.Text}").ShouldBeEmpty();
    }

    /// <summary>Fresh processes run until nothing is open and nobody is due; nodes and wallet are well.</summary>
    public static async Task RunUntilQuiet(this ModelPool pool, int blocksBetween = 4, int mostProcesses = 6)
    {
        for (var process = 1; process <= mostProcesses; process++)
        {
            pool.Clock.Advance(pool.PayerOptions.LeaseLength);
            var payer = await pool.ReadyPayerAsync($"successor {process}");
            for (var run = 0; run < 12; run++)
            {
                var report = await payer.Run(default);
                pool.NobodyIsPaidTwice();
                if (report.Outcome == PayoutRunOutcome.NothingDue)
                {
                    return;
                }

                pool.Chain.Mine(blocksBetween);
                pool.Clock.Advance(TimeSpan.FromMinutes(1));
            }
        }

        var open = string.Join(", ", pool.Store.Batches.Values.Select(batch => $"{batch.Id} {batch.State} {batch.Note}"));
        throw new InvalidOperationException($"the payer did not come to rest: {open}; hold {pool.Store.Hold}");
    }

    private static long Credited(ModelPool pool, long account) => pool.Ledger.Rows
        .Where(row => row.Debit == Accounts.Coinbase && row.Credit == Accounts.Miner(account))
        .Sum(row => row.Amount);

    private static long Paid(ModelPool pool, long account) => pool.Store.Batches.Values
        .Where(batch => batch.State is not (PayoutState.Planned or PayoutState.Cancelled))
        .SelectMany(batch => batch.Items)
        .Where(item => item.Account == account)
        .Sum(item => item.Gross);
}

using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

/// <summary>Random stories: processes come and die, nodes go and come back, blocks come and go; at the end everybody is paid once.</summary>
public sealed class PayerStoryTests
{
    /// <summary>Most events of a story; longer ones find nothing more and take longer to read.</summary>
    private const int Longest = 25;

    /// <summary>An event and a number that says how much of it.</summary>
    private static readonly Gen<(int Event, int Amount)[]> Stories =
        (from happens in Gen.Choose(0, 9)
         from amount in Gen.Choose(0, 120)
         select (happens, amount)).ArrayOf().Select(events => events.Take(Longest).ToArray());

    [Fact]
    public void Whatever_happens_everybody_is_paid_once() =>
        Prop.ForAll(Stories.ToArbitrary(), events =>
        {
            var story = Tell(events);
            story.IsCompleted.ShouldBeTrue();
            story.GetAwaiter().GetResult();
        }).QuickCheckThrowOnFailure();

    private static async Task Tell((int Event, int Amount)[] events)
    {
        var pool = new ModelPool();
        await pool.EarnAsync(20_000_000, (1, 400), (2, 300), (3, 200), (4, 100), (5, 100));
        await pool.EarnAsync(30_000_001, (1, 100), (2, 300), (6, 200));
        var process = 0;
        var payer = pool.Payer("process 0");
        foreach (var (happens, amount) in events)
        {
            switch (happens)
            {
                case 0 or 1:
                    await payer.Run(default);
                    break;
                case 2:
                    await payer.Settle(default);
                    break;
                case 3:
                    pool.Chain.Mine(amount % 12);
                    break;
                case 4:
                    // Less than the depth at which a payout is confirmed.
                    pool.Chain.Reorganise(amount % 9, keepTransactions: amount % 2 == 0);
                    break;
                case 5:
                    pool.Chain.Mempool.Clear();
                    break;
                case 6:
                    pool.Clock.Advance(TimeSpan.FromSeconds(amount * 4));
                    break;
                case 7:
                    pool.Daemons[amount % 2].Away = amount % 3 == 0;
                    break;
                case 8:
                    payer = pool.Payer($"process {++process}", new Faults(amount, (FaultKind)(1 + (amount % 4))));
                    break;
                case 9:
                    // A credit needs a node that answers.
                    pool.Daemons[0].Away = false;
                    await pool.EarnAsync(10_000_000 + amount, (1 + (amount % 6), 500), (1, 10));
                    break;
            }

            pool.NobodyIsPaidTwice();
        }

        pool.Daemons[0].Away = pool.Daemons[1].Away = false;
        await pool.RunUntilQuiet(mostProcesses: 10);
        await pool.EverybodyIsPaid();
    }
}

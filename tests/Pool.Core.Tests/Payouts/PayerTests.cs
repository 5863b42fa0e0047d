using Pool.Core.Payouts;
using Pool.Core.Tests.World;

namespace Pool.Core.Tests.Payouts;

public sealed class PayerTests
{
    [Fact]
    public async Task A_batch_goes_from_plan_to_confirmed_and_the_payees_bear_the_fee()
    {
        var pool = new ModelPool();
        await pool.EarnAsync(10_000_000, (1, 600), (2, 400));
        var payer = await pool.ReadyPayerAsync();

        var relayed = await payer.Run(default);
        relayed.Outcome.ShouldBe(PayoutRunOutcome.Relayed, relayed.Text);
        pool.Store.Batches[1].State.ShouldBe(PayoutState.Seen);
        pool.Chain.Mine(1);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.BatchOpen);
        pool.Chain.Mine(10);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.NothingDue);

        var batch = pool.Store.Batches[1];
        batch.State.ShouldBe(PayoutState.Confirmed);
        batch.Gross.ShouldBe(9_900_000);
        batch.Items.Sum(item => item.Fee).ShouldBe(batch.Transaction!.Fee);
        pool.ReceivedBy("miner1").ShouldBe(5_940_000 - batch.Items.Single(item => item.Account == 1).Fee);
        await pool.EverybodyIsPaid();
    }
}

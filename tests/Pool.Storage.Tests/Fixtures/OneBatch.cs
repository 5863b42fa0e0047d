using Pool.Core.Payouts;
using Pool.Storage.Tests.Contracts;

namespace Pool.Storage.Tests.Fixtures;

/// <summary>One batch of two payees, taken step by step.</summary>
internal sealed class OneBatch(PoolStore store)
{
    public static readonly string[] Steps = ["prepare", "relay", "see", "confirm", "lose", "cancel", "drop"];

    /// <summary>Fees of 23 for a transaction that costs 20.</summary>
    public static readonly IReadOnlyList<PayoutItem> Items =
        [new PayoutItem(1, Sample.Alice, 300, 8), new PayoutItem(2, Sample.Bob, 600, 15)];

    public async Task<long> Plan() => (await store.Payouts.Plan(
        PayoutBooks.Payer, [new Payable(1, Sample.Alice, 300), new Payable(2, Sample.Bob, 700)], CancellationToken.None)).Id;

    public Task Prepare(long batch) => store.Payouts.MarkPrepared(PayoutBooks.Payer, batch, Sample.Prepared(50, 20), Items, 200, CancellationToken.None);

    public Task Take(string step, long batch) => step switch
    {
        "prepare" => Prepare(batch),
        "relay" => store.Payouts.MarkRelayStarted(PayoutBooks.Payer, batch, CancellationToken.None),
        "see" => store.Payouts.MarkSeen(PayoutBooks.Payer, batch, null, CancellationToken.None),
        "confirm" => store.Payouts.MarkConfirmed(PayoutBooks.Payer, batch, 210, CancellationToken.None),
        "lose" => store.Payouts.MarkUnknown(PayoutBooks.Payer, batch, "lost", CancellationToken.None),
        "cancel" => store.Payouts.Cancel(PayoutBooks.Payer, batch, "dead", CancellationToken.None),
        _ => store.Payouts.Drop(PayoutBooks.Payer, batch, "", CancellationToken.None),
    };

    public async Task<long> At(PayoutState state)
    {
        var batch = await Plan();
        string[] steps = state switch
        {
            PayoutState.Planned => [],
            PayoutState.Prepared => ["prepare"],
            PayoutState.RelayStarted => ["prepare", "relay"],
            PayoutState.Seen => ["prepare", "relay", "see"],
            PayoutState.Confirmed => ["prepare", "relay", "see", "confirm"],
            PayoutState.Unknown => ["prepare", "relay", "lose"],
            _ => ["prepare", "cancel"],
        };
        foreach (var step in steps)
        {
            await Take(step, batch);
        }

        return batch;
    }
}

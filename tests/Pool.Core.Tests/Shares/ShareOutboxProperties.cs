using FsCheck;
using FsCheck.Fluent;
using Pool.Core.Shares;
using Pool.Core.Tests.Flows;
using Pool.Testing;

namespace Pool.Core.Tests.Shares;

public sealed class ShareOutboxProperties
{
    private static readonly ShareOutboxOptions Options = new() { MaxWaiting = 40, MaxSums = 6 };

    private enum Step
    {
        Accepted,
        Rejected,
        Candidate,
        Time,
    }

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (10, Gen.Constant(Step.Accepted)), (3, Gen.Constant(Step.Rejected)), (1, Gen.Constant(Step.Candidate)), (4, Gen.Constant(Step.Time)));

    private static readonly Gen<StoreMood> Moods = Gen.Frequency(
        (5, Gen.Constant(StoreMood.Works)),
        (3, Gen.Constant(StoreMood.FailsBeforeTheCommit)),
        (3, Gen.Constant(StoreMood.FailsAfterTheCommit)),
        (2, Gen.Constant(StoreMood.ForgetsTheStart)));

    [Fact]
    public void What_is_recorded_is_booked_once_and_what_is_not_is_not_acknowledged() =>
        Prop.ForAll(
            Steps.ListOf().Select(steps => steps.ToList()).ToArbitrary(),
            Moods.ListOf().Select(moods => moods.ToList()).ToArbitrary(),
            (steps, moods) => Play(steps, moods).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    private static async Task Play(List<Step> steps, List<StoreMood> moods)
    {
        var clock = new FakeClock();
        var store = new ModelStore(moods);
        await using var outbox = await ShareOutbox.Start(
            store, new Witness().Signals, Options, clock, CancellationToken.None);
        var sent = new List<(ShareRecord Share, Task<ShareReceipt> Receipt)>();
        foreach (var step in steps)
        {
            if (step == Step.Time)
            {
                clock.Advance(TimeSpan.FromMilliseconds(20));
                continue;
            }

            var share = ShareOf(step, sent.Count);
            sent.Add((share, outbox.Record(share)));
        }

        await DrainAgainstFailures(outbox, clock);
        var receipts = new List<(ShareRecord Share, ShareReceipt Receipt)>();
        foreach (var (share, receipt) in sent)
        {
            receipts.Add((share, await receipt.Soon()));
        }

        Judge(receipts, store);
    }

    private static async Task DrainAgainstFailures(ShareOutbox outbox, FakeClock clock)
    {
        var drain = outbox.Drain(TimeSpan.FromDays(1));
        while (!drain.IsCompleted)
        {
            // Two timers: the drain's deadline and the pause before a repeat.
            await Task.WhenAny(drain, clock.WhenTimersArmed(2)).Soon();
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        (await drain).ShouldBeTrue();
    }

    private static void Judge(List<(ShareRecord Share, ShareReceipt Receipt)> receipts, ModelStore store)
    {
        // A candidate whose batch was refused is booked later with its own share: booked without an OK, which is allowed.
        var expected = receipts
            .Where(sent => sent.Receipt == ShareReceipt.Recorded || sent.Share.Candidate is not null)
            .Select(sent => sent.Share);
        Totals(store).ShouldBe(
            expected.GroupBy(share => (share.Worker, share.Outcome))
                .ToDictionary(
                    group => group.Key,
                    group => (group.LongCount(), group.Sum(share => share.Outcome.Counts() ? share.Work : 0))),
            ignoreOrder: true);

        var journal = store.Committed.Where(batch => batch.Candidate is not null).Select(batch => batch.Candidate!.Hash);
        journal.ShouldBe(
            receipts.Where(sent => sent.Share.Candidate is not null).Select(sent => sent.Share.Candidate!.Hash),
            ignoreOrder: true);
        receipts.Where(sent => sent.Share.Candidate is not null).ShouldAllBe(sent => sent.Receipt != ShareReceipt.Full);
        store.Committed.ShouldAllBe(batch => batch.Sums.Count <= Options.MaxSums);
    }

    private static Dictionary<(string, ShareOutcome), (long, long)> Totals(ModelStore store) =>
        store.Committed.SelectMany(batch => batch.Sums)
            .GroupBy(sum => (sum.Worker, sum.Outcome))
            .ToDictionary(group => group.Key, group => (group.Sum(sum => sum.Count), group.Sum(sum => sum.Work)));

    // Work in powers of two: a lost share and one that was booked twice cannot make up for each other.
    private static ShareRecord ShareOf(Step step, int index)
    {
        var worker = $"w{index % 5}";
        var work = 1L << (index % 50);
        return step switch
        {
            Step.Candidate => Make.Block(index + 1, worker, work),
            Step.Rejected => Make.Share(worker, work, outcome: (ShareOutcome)(2 + (index % 7))),
            _ => Make.Share(worker, work),
        };
    }
}

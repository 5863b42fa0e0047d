using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Rounds;
using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class QueryContract(StoreFixture fixture) : StoreContract(fixture)
{
    private FrontEnd _front = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _front = await FrontEnd.Start(Store);
    }

    [Fact]
    public async Task An_empty_pool_is_all_zeros()
    {
        (await Store.Queries.ReadOverview(None)).ShouldBe(
            new PoolOverview(0, TimeSpan.FromMinutes(10), 0, 0, 0, 0, 0, null, 0, 0, null));
        (await Store.Queries.ReadMiner(Sample.Alice, None)).ShouldBeNull();
        (await Store.Queries.ReadBlocks(null, 10, None)).ShouldBeEmpty();
        (await Store.Queries.ReadPayments(null, 10, None)).ShouldBeEmpty();
        (await Store.Queries.ReadMinerPayments(Sample.Alice, 10, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_first_share_is_no_spike()
    {
        await _front.Send(Sample.Share(Sample.Alice, 6000));
        Clock.Advance(TimeSpan.FromSeconds(1));

        (await Hashrates()).ShouldBe((100.0, 100.0, 100.0));
    }

    [Fact]
    public async Task A_fresh_miner_has_its_true_rate_long_before_the_window_is_full()
    {
        await Mine(minutes: 2, perMinute: 6000);

        var (pool, miner, worker) = await Hashrates();

        pool.ShouldBe(100, tolerance: 1);
        miner.ShouldBe(100, tolerance: 1);
        worker.ShouldBe(100, tolerance: 1);
    }

    [Fact]
    public async Task A_steady_miner_has_its_true_rate_over_the_whole_window()
    {
        await Mine(minutes: 33, perMinute: 6000);
        Clock.Advance(TimeSpan.FromSeconds(30));

        var (pool, miner, worker) = await Hashrates();

        pool.ShouldBe(100, tolerance: 6);
        miner.ShouldBe(100, tolerance: 6);
        worker.ShouldBe(100, tolerance: 6);
    }

    [Fact]
    public async Task A_miner_who_sends_a_share_in_five_minutes_is_not_overrated()
    {
        await Mine(minutes: 1, perMinute: 1);
        for (var share = 0; share < 8; share++)
        {
            await _front.Send(Sample.Share(Sample.Bob, 30_000));
            Clock.Advance(TimeSpan.FromMinutes(5));
        }

        await _front.Send(Sample.Share(Sample.Bob, 30_000));
        Clock.Advance(TimeSpan.FromMinutes(2));

        (await Store.Queries.ReadMiner(Sample.Bob, None))!.HashrateHs.ShouldBe(100, tolerance: 1);
    }

    [Fact]
    public async Task A_miner_who_stopped_falls_to_zero_when_the_window_has_passed()
    {
        await Mine(minutes: 20, perMinute: 6000);
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await Hashrates()).Miner.ShouldBeInRange(40, 60);
        Clock.Advance(TimeSpan.FromMinutes(5));

        (await Hashrates()).ShouldBe((0, 0, 0));
        (await Store.Queries.ReadOverview(None)).Miners.ShouldBe(0);
    }

    [Fact]
    public async Task Rejected_shares_make_no_hashrate_and_nobody_active()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1));
        var worked = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(1));
        await _front.Send(
            Sample.Share(Sample.Alice, 6000, ShareOutcome.LowDifficulty), Sample.Share(Sample.Bob, 6000, ShareOutcome.LowDifficulty));

        (await Hashrates()).ShouldBe((0, 0, 0));
        (await Store.Queries.ReadOverview(None)).Workers.ShouldBe(0);
        (await Store.Queries.ReadMiner(Sample.Alice, None))!.LastShareAt.ShouldBe(worked);
        (await Store.Queries.ReadMiner(Sample.Bob, None)).ShouldBeNull("addresses are free to make up, and this one never worked");
    }

    [Fact]
    public async Task Workers_show_their_outcomes_of_a_day()
    {
        await _front.Send(Sample.Share(Sample.Alice, 1, worker: "old"));
        Clock.Advance(TimeSpan.FromHours(23));
        await _front.Send(
            Sample.Share(Sample.Alice, 1, count: 3), Sample.Share(Sample.Alice, 1, ShareOutcome.Stale, count: 2), Sample.Share(Sample.Bob, 1));
        var last = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(30));
        (await Store.Queries.ReadMiner(Sample.Alice, None))!.Workers.Select(worker => worker.Name).ShouldBe(["rig", "old"]);
        Clock.Advance(TimeSpan.FromMinutes(31));

        var miner = (await Store.Queries.ReadMiner(Sample.Alice, None))!;

        miner.LastShareAt.ShouldBe(last);
        var worker = miner.Workers.ShouldHaveSingleItem();
        worker.Name.ShouldBe("rig");
        worker.LastShareAt.ShouldBe(last);
        worker.Shares.OrderBy(share => share.Key).ShouldBe(
            [new(ShareOutcome.Accepted, 3), new(ShareOutcome.Stale, 2)]);
    }

    [Fact]
    public async Task No_more_workers_are_shown_than_the_limit()
    {
        await using var store = await Fixture.Open(options: StoreOptions.Default with { MaxWorkersShown = 2 });
        await _front.Send([.. Enumerable.Range(0, 5).Select(rig => Sample.Share(Sample.Alice, 1, worker: $"rig{rig}"))]);

        (await store.Queries.ReadMiner(Sample.Alice, None))!.Workers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_overview_counts_blocks_effort_and_whoever_mines_now()
    {
        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 1));
        await _front.Send(Sample.Candidate(2, height: 102), Sample.Share(Sample.Bob, 2));
        await _front.Send(Sample.Candidate(3, height: 103), Sample.Share(Sample.Alice, 4, worker: "two"));
        await _front.Send(Sample.Share(Sample.Alice, 8));
        await Store.Blocks.Orphan(Sample.Hash(1), Sample.Hash(99), None);
        await Store.Blocks.MarkRefused(Sample.Hash(3), "bad", None);

        var overview = await Store.Queries.ReadOverview(None);

        overview.Miners.ShouldBe(2);
        overview.Workers.ShouldBe(3);
        overview.BlocksFound.ShouldBe(2);
        overview.BlocksOrphaned.ShouldBe(1);
        overview.LastBlock!.Hash.ShouldBe(Sample.Hash(2));
        overview.RoundEffort.ShouldBe(120);
    }

    [Fact]
    public async Task Blocks_are_paged_by_height_and_hash()
    {
        for (var number = 1; number <= 7; number++)
        {
            await _front.Send(Sample.Candidate(number, height: 100 + (number / 3)), Sample.Share(Sample.Alice, 1));
        }

        var pages = new List<Pool.Core.Hash32>();
        BlockCursor? before = null;
        while (true)
        {
            var page = await Store.Queries.ReadBlocks(before, 3, None);
            if (page.Count == 0)
            {
                break;
            }

            page.Count.ShouldBeLessThanOrEqualTo(3);
            pages.AddRange(page.Select(block => block.Hash));
            before = new BlockCursor(page[^1].Height, page[^1].Hash);
        }

        pages.ShouldBe(Enumerable.Range(1, 7).Reverse().Select(Sample.Hash));
    }

    [Fact]
    public async Task A_page_is_no_longer_than_the_limit_whatever_is_asked_for()
    {
        await using var store = await Fixture.Open(options: StoreOptions.Default with { MaxPage = 2 });
        for (var number = 1; number <= 3; number++)
        {
            await _front.Send(Sample.Candidate(number), Sample.Share(Sample.Alice, 1));
        }

        (await store.Queries.ReadBlocks(null, int.MaxValue, None)).Count.ShouldBe(2);
        (await store.Queries.ReadBlocks(null, -5, None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_miner_sees_what_is_free_what_is_on_its_way_and_what_was_paid()
    {
        await Credit(1, 1000);
        await Store.Payouts.TakeLease("payer", TimeSpan.FromHours(1), None);
        await Pay(400, 10, confirm: true);
        await Pay(500, 20, confirm: false);

        var miner = (await Store.Queries.ReadMiner(Sample.Alice, None))!;

        miner.Confirmed.ShouldBe(100);
        miner.InPayout.ShouldBe(500);
        miner.Paid.ShouldBe(390);
        (await Store.Queries.ReadMinerPayments(Sample.Alice, 10, None)).Select(payment => (payment.Batch, payment.State, payment.Gross, payment.Fee))
            .ShouldBe([(2, PayoutState.Prepared, 500, 20), (1, PayoutState.Confirmed, 400, 10)]);
        (await Store.Queries.ReadMinerPayments(Sample.Alice, 2, 10, None)).Select(payment => payment.Batch).ShouldBe([1]);
        (await Store.Queries.ReadMinerPayments(Sample.Alice, null, 1, None)).Select(payment => payment.Batch).ShouldBe([2]);
        var overview = await Store.Queries.ReadOverview(None);
        overview.Payments.ShouldBe(1);
        overview.Paid.ShouldBe(390);
        overview.LastPaymentAt.ShouldBe(Clock.GetUtcNow());
    }

    [Fact]
    public async Task Payments_are_paged_by_id_without_their_secrets_and_without_plans()
    {
        await Credit(1, 1000);
        await Store.Payouts.TakeLease("payer", TimeSpan.FromHours(1), None);
        await Pay(100, 10, confirm: true);
        await Pay(200, 10, confirm: true);
        await Store.Payouts.Plan("payer", [new Payable(1, Sample.Alice, 300)], None);

        var page = await Store.Queries.ReadPayments(null, 10, None);

        page.Select(batch => batch.Id).ShouldBe([2, 1]);
        page[0].Gross.ShouldBe(200);
        page[0].Transaction!.Hash.ShouldBe(Sample.Hash(1200));
        page[0].Transaction!.Metadata.ShouldBe("");
        page[0].Transaction!.Key.ShouldBe("");
        page[0].Transaction!.Blob.Length.ShouldBe(0);
        (await Store.Queries.ReadPayments(2, 10, None)).Select(batch => batch.Id).ShouldBe([1]);
        (await Store.Queries.ReadPayments(null, 1, None)).Select(batch => batch.Id).ShouldBe([2]);
    }

    [Fact]
    public async Task Immature_is_estimated_by_the_last_credited_block_and_zero_before_the_first()
    {
        await _front.Send(Sample.Candidate(5, height: 500), Sample.Share(Sample.Alice, 1), Sample.Share(Sample.Bob, 1));
        await Store.Blocks.Freeze(Sample.Hash(5), [new AccountWork(1, 1), new AccountWork(2, 2)], 1, None);
        await Store.Blocks.SetChainView(Sample.Hash(5), true, 1, false, None);
        (await Store.Queries.ReadMiner(Sample.Alice, None))!.Immature.ShouldBe(0);
        await Credit(1, 1000);

        (await Store.Queries.ReadMiner(Sample.Alice, None))!.Immature.ShouldBe(333);
        (await Store.Queries.ReadMiner(Sample.Bob, None))!.Immature.ShouldBe(666);

        await Store.Blocks.SetChainView(Sample.Hash(5), false, 0, false, None);
        (await Store.Queries.ReadMiner(Sample.Bob, None))!.Immature.ShouldBe(0);
    }

    private async Task Mine(int minutes, long perMinute)
    {
        for (var tick = 0; tick < minutes * 2; tick++)
        {
            await _front.Send(Sample.Share(Sample.Alice, perMinute / 2));
            Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    private async Task<(double Pool, double Miner, double Worker)> Hashrates()
    {
        var miner = (await Store.Queries.ReadMiner(Sample.Alice, None))!;
        return ((await Store.Queries.ReadOverview(None)).HashrateHs, miner.HashrateHs, miner.Workers.Single().HashrateHs);
    }

    /// <summary>Credits a block, all of it to the first account, with a pool fee of 50 on top.</summary>
    private async Task Credit(int number, long amount)
    {
        var hash = Sample.Hash(number);
        await _front.Send(Sample.Candidate(number), Sample.Share(Sample.Alice, 1));
        await Store.Blocks.Freeze(hash, [new AccountWork(1, 1)], 1, None);
        await Store.Blocks.Credit(
            hash, amount + 50, [Sample.Credit(hash, Accounts.Miner(1), amount), Sample.Credit(hash, Accounts.PoolFee, 50)], None);
    }

    private async Task Pay(long gross, long fee, bool confirm)
    {
        var batch = await Store.Payouts.Plan("payer", [new Payable(1, Sample.Alice, gross)], None);
        await Store.Payouts.MarkPrepared(
            "payer", batch.Id, Sample.Prepared(1000 + (int)gross, fee), [new PayoutItem(1, Sample.Alice, gross, fee)], 200, None);
        if (confirm)
        {
            await Store.Payouts.MarkRelayStarted("payer", batch.Id, None);
            await Store.Payouts.MarkSeen("payer", batch.Id, null, None);
            await Store.Payouts.MarkConfirmed("payer", batch.Id, 210, None);
        }
    }
}

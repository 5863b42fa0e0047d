using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Rounds;
using Pool.Storage.Tests.Faults;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Contracts;

public abstract class BlockContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly Pool.Core.Hash32 One = Sample.Hash(1);

    private static readonly IReadOnlyList<AccountWork> Work = [new(1, 30), new(2, 70)];

    private static readonly IReadOnlyList<Transfer> Credits =
    [
        Sample.Credit(One, Accounts.Miner(1), 300),
        Sample.Credit(One, Accounts.Miner(2), 690),
        Sample.Credit(One, Accounts.PoolFee, 9),
        Sample.Credit(One, Accounts.Rounding, 1),
    ];

    private FrontEnd _front = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _front = await FrontEnd.Start(Store);
        await _front.Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 30), Sample.Share(Sample.Bob, 70));
    }

    [Fact]
    public async Task A_candidate_is_journalled_with_all_that_is_known_of_it()
    {
        var block = await Find();

        block.ShouldBe(new PoolBlock(
            One, 100, 1000, Pool.Core.Rewards.RewardScheme.Pplns, Sample.Alice, "rig", 1, BlockState.Candidate, false, 0, false,
            null, null, null, false, Clock.GetUtcNow(), null));
        (await Store.Blocks.GetBlob(One, None))!.Value.ToArray().ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task A_block_that_a_scan_found_has_no_blob_and_may_have_no_finder()
    {
        (await Store.Blocks.AddFromChain(Sample.Recovered(2, finder: null), None)).ShouldBeTrue();
        (await Store.Blocks.AddFromChain(Sample.Recovered(2, finder: null), None)).ShouldBeFalse();

        (await Store.Blocks.GetBlob(Sample.Hash(2), None)).ShouldBeNull();
        var block = (await Store.Blocks.Find(Sample.Hash(2), None))!;
        block.FinderAddress.ShouldBeNull();
        block.OnMainChain.ShouldBeTrue();
        (await Store.Blocks.Find(Sample.Hash(3), None)).ShouldBeNull();
        (await Store.Blocks.GetBlob(Sample.Hash(3), None)).ShouldBeNull();
    }

    [Fact]
    public async Task Watched_are_candidates_refused_and_credited_ones_from_a_height_on()
    {
        for (var number = 2; number <= 7; number++)
        {
            await _front.Send(Sample.Candidate(number, height: 100 + number), Sample.Share(Sample.Alice, 1));
        }

        await Store.Blocks.Orphan(Sample.Hash(2), Sample.Hash(99), None);
        await Store.Blocks.MarkRefused(Sample.Hash(3), "bad", None);
        await Credit(4);
        await Credit(5);
        await Store.Blocks.Reverse(Sample.Hash(5), "gone", None);

        (await Store.Blocks.ListWatched(102, None)).Select(block => block.Height).ShouldBe([103, 104, 106, 107]);
    }

    [Fact]
    public async Task A_refused_candidate_becomes_one_again_when_the_chain_has_it()
    {
        await Store.Blocks.MarkRefused(One, "a: bad", None);
        (await Find()).State.ShouldBe(BlockState.Refused);
        await Store.Blocks.MarkRefused(One, "again", None);

        (await Store.Blocks.AddFromChain(Sample.Recovered(1), None)).ShouldBeTrue();
        (await Store.Blocks.AddFromChain(Sample.Recovered(1), None)).ShouldBeFalse();

        var block = await Find();
        block.State.ShouldBe(BlockState.Candidate);
        block.OnMainChain.ShouldBeTrue();
        block.Cursor.ShouldBe(1);
        block.FinderAddress.ShouldBe(Sample.Alice);
        block.DecidedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_candidate_that_stands_on_the_chain_is_not_refused()
    {
        await Store.Blocks.SetChainView(One, onMainChain: true, depth: 3, missing: false, None);
        await Store.Blocks.MarkRefused(One, "late answer", None);

        var block = await Find();
        block.State.ShouldBe(BlockState.Candidate);
        block.Depth.ShouldBe(3);
        block.OnMainChain.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_a_credited_block_can_be_missing()
    {
        await Store.Blocks.SetChainView(One, false, 0, missing: true, None);
        (await Find()).Missing.ShouldBeFalse();
        await Credit(1);
        await Store.Blocks.SetChainView(One, false, 0, missing: true, None);
        (await Find()).Missing.ShouldBeTrue();
        await Store.Blocks.SetChainView(One, true, 80, missing: false, None);
        (await Find()).Missing.ShouldBeFalse();
    }

    [Fact]
    public async Task Work_is_frozen_once()
    {
        await Store.Blocks.Freeze(One, Work, 777, None);
        await Store.Blocks.Freeze(One, [new AccountWork(1, 1)], 1, None);

        (await Store.Blocks.ReadFrozen(One, None)).ShouldBe(Work);
        var block = await Find();
        block.Frozen.ShouldBeTrue();
        block.Effort.ShouldBe(777);
    }

    [Fact]
    public async Task A_freeze_that_dies_at_any_statement_freezes_nothing()
    {
        await DiesAtEveryStatement(() => Store.Blocks.Freeze(One, Work, 777, None));
        (await Store.Blocks.ReadFrozen(One, None)).ShouldBe(Work);
    }

    [Fact]
    public async Task A_credit_moves_the_reward_once()
    {
        await Store.Blocks.Freeze(One, Work, 777, None);
        await Store.Blocks.Credit(One, 1000, Credits, None);
        var booked = await Books();
        await Store.Blocks.Credit(One, 1000, [.. Credits.Reverse()], None);

        (await Books()).ShouldBe(booked);
        var block = await Find();
        block.State.ShouldBe(BlockState.Credited);
        block.Reward.ShouldBe(1000);
        (await Balance(Accounts.Miner(2))).ShouldBe(690);
        (await Balance(Accounts.Coinbase)).ShouldBe(-1000);
        (await Store.Ledger.ReadBlockCredits(None)).ShouldBe([new BlockCredit(One, 100, 1000, 1000, 100)]);
    }

    [Fact]
    public async Task A_second_credit_with_other_contents_is_refused()
    {
        await Store.Blocks.Freeze(One, Work, 777, None);
        await Store.Blocks.Credit(One, 1000, Credits, None);
        var booked = await Books();

        await Refused(() => Store.Blocks.Credit(One, 1001, Credits, None));
        await Refused(() => Store.Blocks.Credit(One, 1000, [.. Credits.Skip(1)], None));
        await Refused(() => Store.Blocks.Credit(One, 1000, [.. Credits.Skip(1), Credits[0] with { Amount = 301 }], None));
        await Refused(() => Store.Blocks.Credit(One, 1000, [.. Credits.Skip(1), Credits[0] with { Id = "another" }], None));

        (await Books()).ShouldBe(booked);
    }

    [Fact]
    public async Task A_credit_needs_frozen_work_and_exactly_the_reward()
    {
        await Refused(() => Store.Blocks.Credit(One, 1000, Credits, None));
        await Store.Blocks.Freeze(One, Work, 777, None);
        var before = await Books();

        await Refused(() => Store.Blocks.Credit(One, 999, Credits, None));
        await Refused(() => Store.Blocks.Credit(One, 1000, [.. Credits.Skip(1), Credits[0] with { Debit = Accounts.PoolFee }], None));
        await Refused(() => Store.Blocks.Credit(Sample.Hash(9), 1000, Credits, None));
        await Refused(() => Store.Blocks.Credit(
            One, 1000, [.. Credits, new Transfer("zero", Accounts.Coinbase, Accounts.PoolFee, 0, "pool-fee", "")], None));

        (await Books()).ShouldBe(before);
    }

    [Fact]
    public async Task A_credit_that_dies_at_any_statement_moves_nothing()
    {
        await Store.Blocks.Freeze(One, Work, 777, None);
        await DiesAtEveryStatement(() => Store.Blocks.Credit(One, 1000, Credits, None));
        (await Balance(Accounts.Coinbase)).ShouldBe(-1000);
    }

    [Fact]
    public async Task A_credit_whose_answer_is_lost_is_credited_once()
    {
        await Store.Blocks.Freeze(One, Work, 777, None);
        Fixture.Faults.FailAfterCommit();
        await Should.ThrowAsync<InjectedFaultException>(() => Store.Blocks.Credit(One, 1000, Credits, None));

        await Store.Blocks.Credit(One, 1000, Credits, None);

        (await Balance(Accounts.Coinbase)).ShouldBe(-1000);
    }

    [Fact]
    public async Task An_orphan_remembers_what_took_its_place()
    {
        await Store.Blocks.Orphan(One, Sample.Hash(50), None);
        await Store.Blocks.Orphan(One, Sample.Hash(50), None);

        var block = await Find();
        block.State.ShouldBe(BlockState.Orphaned);
        block.ReplacedBy.ShouldBe(Sample.Hash(50));
        block.DecidedAt.ShouldBe(Clock.GetUtcNow());
        await Refused(() => Store.Blocks.Orphan(One, Sample.Hash(51), None));
        await Refused(() => Store.Blocks.Credit(One, 1000, Credits, None));
        await Refused(() => Store.Blocks.Freeze(One, Work, 1, None));
        await Refused(() => Store.Blocks.Reverse(One, "no", None));
        (await Store.Blocks.AddFromChain(Sample.Recovered(1), None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reversal_takes_back_what_miners_have_and_the_loss_bears_the_rest()
    {
        await Store.Blocks.Freeze(One, Work, 777, None);
        await Store.Blocks.Credit(One, 1000, Credits, None);
        await PayOut(2, gross: 500);

        await Store.Blocks.Reverse(One, "gone", None);
        var booked = await Books();
        await Store.Blocks.Reverse(One, "gone", None);

        (await Books()).ShouldBe(booked);
        (await Find()).State.ShouldBe(BlockState.Reversed);
        var balances = await Store.Ledger.ReadBalances(None);
        balances[Accounts.Miner(1)].ShouldBe(0);
        balances[Accounts.Miner(2)].ShouldBe(0);
        balances[Accounts.PoolFee].ShouldBe(0);
        balances[Accounts.Rounding].ShouldBe(0);
        balances[Accounts.Coinbase].ShouldBe(0);
        balances[Accounts.Loss].ShouldBe(-500);
        balances[Accounts.Payout(1)].ShouldBe(500);
        (await Store.Ledger.SumTransfers(None)).OrderBy(row => row.Key).ShouldBe(balances.OrderBy(row => row.Key));
        (await Store.Ledger.ReadBlockCredits(None)).ShouldBeEmpty();
        await Refused(() => Store.Blocks.Credit(One, 1000, Credits, None));
    }

    [Fact]
    public async Task A_reversal_takes_no_more_than_the_credit_from_a_miner_who_has_more()
    {
        await _front.Send(Sample.Candidate(2), Sample.Share(Sample.Alice, 1));
        await Store.Blocks.Freeze(One, Work, 777, None);
        await Store.Blocks.Credit(One, 1000, Credits, None);
        await Credit(2);
        await Store.Blocks.Reverse(One, "gone", None);

        (await Balance(Accounts.Miner(1))).ShouldBe(100);
        (await Store.Ledger.ReadBalances(None)).Keys.ShouldNotContain(Accounts.Loss);
    }

    [Fact]
    public async Task A_reversal_that_dies_at_any_statement_takes_nothing()
    {
        await Store.Blocks.Freeze(One, Work, 777, None);
        await Store.Blocks.Credit(One, 1000, Credits, None);
        await PayOut(2, gross: 500);
        await DiesAtEveryStatement(() => Store.Blocks.Reverse(One, "gone", None));
        (await Balance(Accounts.Loss)).ShouldBe(-500);
    }

    [Fact]
    public async Task A_block_that_the_books_lack_cannot_be_changed()
    {
        var lacking = Sample.Hash(9);
        await Refused(() => Store.Blocks.MarkRefused(lacking, "", None));
        await Refused(() => Store.Blocks.SetChainView(lacking, true, 1, false, None));
        await Refused(() => Store.Blocks.Freeze(lacking, Work, 1, None));
        await Refused(() => Store.Blocks.Orphan(lacking, One, None));
        await Refused(() => Store.Blocks.Reverse(lacking, "", None));
    }

    [Fact]
    public async Task Addresses_are_listed_in_the_order_of_their_first_share()
    {
        await _front.Send(Sample.Share("carol", 1), Sample.Share(Sample.Alice, 1));

        (await Store.Blocks.ListAddresses(None)).ShouldBe([Sample.Alice, Sample.Bob, "carol"]);
    }

    private async Task<PoolBlock> Find() => (await Store.Blocks.Find(One, None))!;

    private async Task<long> Balance(string account) =>
        (await Store.Ledger.ReadBalances(None)).GetValueOrDefault(account);

    /// <summary>Credits a block with 100 for the first account.</summary>
    private async Task Credit(int number)
    {
        var hash = Sample.Hash(number);
        await Store.Blocks.Freeze(hash, [new AccountWork(1, 1)], 1, None);
        await Store.Blocks.Credit(hash, 100, [Sample.Credit(hash, Accounts.Miner(1), 100)], None);
    }

    private async Task PayOut(long account, long gross)
    {
        await Store.Payouts.TakeLease("payer", TimeSpan.FromMinutes(1), None);
        var batch = await Store.Payouts.Plan("payer", [new(account, Sample.Bob, gross)], None);
        await Store.Payouts.MarkPrepared(
            "payer", batch.Id, Sample.Prepared(500, 10), [new(account, Sample.Bob, gross, 10)], 200, None);
    }
}

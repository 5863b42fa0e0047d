using System.Text.RegularExpressions;
using Dapper;
using Pool.Core.Ledger;
using Pool.Core.Rounds;
using Pool.Storage.Tests.Contracts;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Sqlite;

/// <summary>No statement of a hot path reads a whole table that grows with time.</summary>
public sealed partial class SqlitePlanTests() : StoreContract(new SqliteFixture())
{
    private static readonly string[] Growing =
        ["share", "slice", "slice_work", "transfer", "payout_item", "payout_batch", "frozen_work", "front_end", "account"];

    [Fact]
    public Task A_share_batch_reads_no_whole_table() => Check(
        async () => await (await FrontEnd.Start(Store)).Send(Sample.Candidate(1), Sample.Share(Sample.Alice, 5)));

    [Fact]
    public Task A_miners_page_reads_no_whole_table() => Check(async () =>
    {
        await Store.Queries.ReadMiner(Sample.Alice, None);
        await Store.Queries.ReadMinerPayments(Sample.Alice, 10, None);
        await Store.Miners.GetDifficulty(Sample.Alice, "rig", None);
    });

    [Fact]
    public Task The_overview_and_the_lists_read_no_whole_table() => Check(async () =>
    {
        await Store.Queries.ReadOverview(None);
        await Store.Queries.ReadBlocks(new(5, Sample.Hash(1)), 10, None);
        await Store.Queries.ReadPayments(5, 10, None);
    });

    [Fact]
    public Task A_blocks_way_to_its_credit_reads_no_whole_table() => Check(async () =>
    {
        await (await FrontEnd.Start(Store)).Send(Sample.Candidate(2), Sample.Share(Sample.Alice, 5));
        var block = (await Store.Blocks.Find(Sample.Hash(2), None))!;
        await foreach (var _ in Store.Blocks.ReadSlices(block, None))
        {
        }

        await Store.Blocks.ReadEffort(block, None);
        await Store.Blocks.Freeze(block.Hash, [new AccountWork(1, 5)], 1, None);
        await Store.Blocks.Credit(block.Hash, 10, [Sample.Credit(block.Hash, Accounts.Miner(1), 10)], None);
        await Store.Blocks.ListWatched(0, None);
        await Store.Blocks.Reverse(block.Hash, "gone", None);
    });

    [Fact]
    public async Task A_scan_would_be_noticed()
    {
        (await Scans("SELECT sum(work) FROM share WHERE worker = @worker")).ShouldNotBeEmpty();
    }

    private async Task Check(Func<Task> act)
    {
        await (await FrontEnd.Start(Store)).Send(Sample.Candidate(9), Sample.Share(Sample.Alice, 5));
        Fixture.Faults.Statements.Clear();

        await act();

        Fixture.Faults.Statements.Count.ShouldBeGreaterThan(3);
        foreach (var statement in Fixture.Faults.Statements.Distinct().ToArray())
        {
            (await Scans(statement)).ShouldBeEmpty(statement);
        }
    }

    private async Task<IReadOnlyList<string>> Scans(string statement)
    {
        var values = new DynamicParameters();
        foreach (var name in Parameter().Matches(statement).Select(match => match.Value).Distinct())
        {
            values.Add(name, 1L);
        }

        await using var connection = await Fixture.Raw();
        var plan = await connection.QueryAsync<(long, long, long, string Detail)>("EXPLAIN QUERY PLAN " + statement, values);
        return [.. plan.Select(step => step.Detail).Where(detail => Growing.Any(table => Scan(table).IsMatch(detail)))];
    }

    private static Regex Scan(string table) => new($@"^SCAN {table}\b");

    [GeneratedRegex("@[a-zA-Z]+")]
    private static partial Regex Parameter();
}

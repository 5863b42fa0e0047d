using Dapper;
using Pool.Storage.Tests.Faults;
using Pool.Storage.Tests.Fixtures;
using Pool.Testing;

namespace Pool.Storage.Tests.Contracts;

/// <summary>What every engine's store must keep to.</summary>
public abstract class StoreContract(StoreFixture fixture) : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected StoreFixture Fixture { get; } = fixture;

    protected FakeClock Clock => Fixture.Clock;

    protected PoolStore Store { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Store = await Fixture.Open();

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Fixture.DisposeAsync();
    }

    /// <summary>All rows of the tables that shares, blocks and money are in, as text.</summary>
    protected async Task<string> Books()
    {
        string[] tables =
        [
            "account", "front_end", "slice", "share", "slice_work", "block", "block_blob", "frozen_work", "payout_batch",
            "payout_item", "payout_key_image", "self_spend", "external_transaction", "transfer", "balance",
        ];
        var text = new System.Text.StringBuilder();
        await using var connection = await Fixture.Raw();
        foreach (var table in tables)
        {
            var rows = (await connection.QueryAsync($"SELECT * FROM {table}"))
                .Select(row => string.Join('|', ((IDictionary<string, object>)row).Select(cell => $"{cell.Key}={Text(cell.Value)}")))
                .Order(StringComparer.Ordinal);
            text.AppendLine(table).AppendJoin('\n', rows).AppendLine();
        }

        return text.ToString();
    }

    /// <summary>Lets an act die before each of its statements in turn, which must change nothing, and then lets it be.</summary>
    /// <returns>How often it died.</returns>
    protected async Task<int> DiesAtEveryStatement(Func<Task> act)
    {
        var before = await Books();
        for (var statement = 0; ; statement++)
        {
            Fixture.Faults.FailAfterStatements(statement);
            try
            {
                await act();
                Fixture.Faults.Clear();
                (await Books()).ShouldNotBe(before);
                return statement;
            }
            catch (InjectedFaultException)
            {
                (await Books()).ShouldBe(before);
            }
        }
    }

    protected static Task<BookingRefusedException> Refused(Func<Task> act) => Should.ThrowAsync<BookingRefusedException>(act);

    private static string? Text(object? value) => value is byte[] bytes ? Convert.ToHexString(bytes) : value?.ToString();
}

using System.CommandLine;
using System.Globalization;
using Pool.Core;
using Pool.Core.Miners;
using Pool.Core.Payouts;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Commands;

/// <summary><c>pool payouts</c>: what is under way, pausing, and settling what needs a person.</summary>
internal static class PayoutsCommand
{
    public static Command Create() => new("payouts", "Payouts under way, and decisions that need a person.")
    {
        Show(),
        Hold(),
        Release(),
        Acknowledge(),
        CancelPayoutCommand.Create(),
    };

    private static Command Show()
    {
        var config = PoolCommand.ConfigOption();
        return new Command("show", "Open batches, payees set aside, and why payouts are paused.") { config }.Runs((parsed, cancel) =>
            WithStore(parsed.GetRequiredValue(config), async store =>
            {
                Console.WriteLine(await store.ReadHold(cancel) is { } hold ? $"paused since {hold.Since:u}: {hold.Reason}" : "not paused");
                foreach (var batch in await store.ListOpen(cancel))
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"batch {batch.Id}: {batch.State} since {batch.CreatedAt:u}, {batch.Items.Count} payees, {batch.Gross} gross, transaction {batch.Transaction?.Hash.ToString() ?? "none"} {batch.Note}"));
                }

                foreach (var payee in await store.ListHeldPayees(cancel))
                {
                    Console.WriteLine($"set aside since {payee.Since:u}: {MinerAddress.Shorten(payee.Address)}: {payee.Reason}");
                }

                return ExitCode.Good;
            }, cancel));
    }

    private static Command Hold()
    {
        var reason = new Argument<string>("reason") { Description = "Why, for the health page and the books." };
        var config = PoolCommand.ConfigOption();
        return new Command("hold", "Pauses payouts; what is already relayed goes on to its confirmation.") { reason, config }.Runs((parsed, cancel) =>
            WithStore(parsed.GetRequiredValue(config), async store =>
            {
                await store.Hold(parsed.GetRequiredValue(reason), cancel);
                Console.WriteLine("payouts are paused");
                return ExitCode.Good;
            }, cancel));
    }

    private static Command Release()
    {
        var config = PoolCommand.ConfigOption();
        return new Command("release", "Ends a pause. The next run looks again; what still disagrees pauses again.") { config }.Runs((parsed, cancel) =>
            WithStore(parsed.GetRequiredValue(config), async store =>
            {
                await store.Release(cancel);
                Console.WriteLine("payouts are released");
                return ExitCode.Good;
            }, cancel));
    }

    private static Command Acknowledge()
    {
        var transaction = new Argument<string>("transaction") { Description = "The outgoing transaction that the books do not know." };
        var reason = new Option<string>("--reason") { Description = "What it was, for the books.", Required = true };
        var config = PoolCommand.ConfigOption();
        return new Command("acknowledge", "Says that an outgoing transaction of the wallet was no payout of the pool's.") { transaction, reason, config }
            .Runs((parsed, cancel) =>
            {
                if (!Hash32.TryParse(parsed.GetRequiredValue(transaction), out var hash))
                {
                    Console.Error.WriteLine($"'{parsed.GetRequiredValue(transaction)}' is no transaction hash: 64 hex digits are");
                    return Task.FromResult(ExitCode.Misused);
                }

                return WithStore(parsed.GetRequiredValue(config), async store =>
                {
                    await store.AcknowledgeExternal(hash, parsed.GetRequiredValue(reason), cancel);
                    Console.WriteLine($"{hash} is noted as external; `pool payouts release` resumes payouts");
                    return ExitCode.Good;
                }, cancel);
            });
    }

    private static async Task<int> WithStore(string config, Func<IPayoutStore, Task<int>> action, CancellationToken cancel)
    {
        await using var books = await OpenBooks.Open(PoolSettingsLoader.Load(config), TimeProvider.System, cancel);
        return await action(books.Ports.Payouts);
    }
}

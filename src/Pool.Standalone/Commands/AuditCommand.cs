using System.CommandLine;
using System.Globalization;
using Pool.Core.Ledger;
using Pool.CryptoNote.Blocks;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Commands;

/// <summary><c>pool audit</c>: the books against the chain and the wallet.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var config = PoolCommand.ConfigOption();
        return new Command("audit", "Compares the books with the chain and the wallet, and prints the totals. Moves nothing.") { config }
            .Runs((parsed, cancel) => Run(PoolSettingsLoader.Load(parsed.GetRequiredValue(config)), cancel));
    }

    private static async Task<int> Run(PoolSettings settings, CancellationToken cancel)
    {
        await using var books = await OpenBooks.Open(settings, TimeProvider.System, cancel);
        var ports = books.Ports;
        var identity = await WalletIdentity.Ask(settings, ports.Wallet, cancel);
        await ports.Wallet.Refresh(cancel);
        var audit = new Audit(new AuditPorts(
            ports.Ledger,
            ports.Blocks,
            ports.Payouts,
            ports.Queries,
            ports.Wallet,
            ports.Daemons,
            new MoneroCoinbaseReader(identity.Keys, identity.Tags.PoolTag)));
        var report = await audit.Run(cancel);
        foreach (var check in report.Checks)
        {
            var numbers = string.Join(", ", check.Numbers.Select(number => $"{number.Name} {Text(number.Value)}"));
            Console.WriteLine($"{(check.Ok ? "ok  " : "FAIL")}  {check.Name}: {check.Text}{(numbers.Length > 0 ? $" [{numbers}]" : "")}");
        }

        Console.WriteLine();
        foreach (var total in report.Totals)
        {
            Console.WriteLine($"{total.Name,-24}{Text(total.Value),24}  {identity.Coin.Format(total.Value)}");
        }

        Console.WriteLine();
        Console.WriteLine(report.Ok ? "the books agree with the chain and the wallet" : "THE BOOKS DO NOT AGREE: see the lines marked FAIL");
        return report.Ok ? ExitCode.Good : ExitCode.Failed;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;
using Pool.Core.Payouts;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Commands;

/// <summary><c>pool payouts cancel</c>: rules an unknown payout out and gives its amounts back.</summary>
internal static class CancelPayoutCommand
{
    public static Command Create()
    {
        var batch = new Argument<long>("batch") { Description = "The number of an Unknown payout, from `pool payouts show`." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tells what would be done next and does nothing." };
        var config = PoolCommand.ConfigOption();
        return new Command(
            "cancel",
            "Spends an input of an Unknown payout to the pool itself and, run again when that is deep enough, gives its amounts back. "
            + "Stop the pool first.")
        {
            batch,
            dryRun,
            config,
        }.Runs((parsed, cancel) => Run(
            PoolSettingsLoader.Load(parsed.GetRequiredValue(config)), parsed.GetRequiredValue(batch), parsed.GetValue(dryRun), cancel));
    }

    private static async Task<int> Run(PoolSettings settings, long batch, bool dryRun, CancellationToken cancel)
    {
        await using var books = await OpenBooks.Open(settings, TimeProvider.System, cancel);
        var identity = await WalletIdentity.Ask(settings, books.Ports.Wallet, cancel);
        var cancellation = new PayoutCancellation(
            PayerParts.NewHolder(), PayerParts.Ports(books.Ports, identity), PayerParts.Options(settings.Payouts), TimeProvider.System);
        try
        {
            return Print(await Finish(cancellation, batch, dryRun, cancel));
        }
        finally
        {
            if (!dryRun)
            {
                await cancellation.Stop(CancellationToken.None);
            }
        }
    }

    private static async Task<CancellationReport> Finish(PayoutCancellation cancellation, long batch, bool dryRun, CancellationToken cancel)
    {
        while (true)
        {
            var report = await cancellation.Run(batch, dryRun, cancel);
            if (report.RunAgainIn is not { } rest)
            {
                return report;
            }

            Console.WriteLine(report.Text);
            await Task.Delay(rest, TimeProvider.System, cancel);
        }
    }

    private static int Print(CancellationReport report)
    {
        foreach (var note in report.Notes ?? [])
        {
            Console.WriteLine(note);
        }

        var good = report.Outcome is CancellationOutcome.Cancelled or CancellationOutcome.UnderWay or CancellationOutcome.WouldDo;
        (good ? Console.Out : Console.Error).WriteLine(report.Text);
        return good ? ExitCode.Good : ExitCode.Failed;
    }
}

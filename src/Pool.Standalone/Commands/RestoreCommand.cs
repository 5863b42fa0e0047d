using System.CommandLine;
using Pool.Standalone.Configuration;
using Pool.Storage.Backup;

namespace Pool.Standalone.Commands;

/// <summary><c>pool restore</c>: puts a backup in the place of the books.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The backup." };
        var config = PoolCommand.ConfigOption();
        var force = new Option<bool>("--force") { Description = "Replace books that are newer than the backup; what they have more is lost." };
        return new Command("restore", "Puts a backup in the place of the books; stop the pool first.") { file, config, force }.Runs(
            async (parsed, cancel) =>
            {
                var settings = PoolSettingsLoader.Load(parsed.GetRequiredValue(config));
                var report = await SqliteRestore.Run(
                    parsed.GetRequiredValue(file), settings.StorePath, parsed.GetValue(force), TimeProvider.System, cancel);
                foreach (var warning in report.Warnings)
                {
                    Console.Error.WriteLine($"warning: {warning}");
                }

                Console.WriteLine($"restored: {report.Backup}");
                if (report.KeptAs is { } kept)
                {
                    Console.WriteLine($"what stood there before is kept as {kept}");
                }

                Console.WriteLine("run `pool audit` next: it tells what the chain and the wallet know and these books do not");
                return ExitCode.Good;
            });
    }
}

using System.CommandLine;
using Pool.Standalone.Configuration;
using Pool.Storage.Backup;

namespace Pool.Standalone.Commands;

/// <summary><c>pool backup</c>: a consistent copy of the books while the pool runs.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The backup to write; it must not exist." };
        var config = PoolCommand.ConfigOption();
        return new Command("backup", "Writes a checked copy of the books; the pool may run meanwhile.") { file, config }.Runs(
            async (parsed, cancel) =>
            {
                var settings = PoolSettingsLoader.Load(parsed.GetRequiredValue(config));
                var summary = await SqliteBackup.Run(settings.StorePath, parsed.GetRequiredValue(file), cancel);
                Console.WriteLine($"backup complete: {summary}");
                return ExitCode.Good;
            });
    }
}

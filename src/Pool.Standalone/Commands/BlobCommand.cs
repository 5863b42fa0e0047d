using System.CommandLine;
using Pool.CryptoNote.Blocks;

namespace Pool.Standalone.Commands;

/// <summary><c>pool blob</c>: a block or template taken apart, for anyone's vectors.</summary>
internal static class BlobCommand
{
    public static Command Create()
    {
        var hex = new Argument<string>("hex") { Description = "Block or block template, in hex." };
        return new Command("blob", "Prints a block's fields, hashing blob and id.") { hex }.Runs((parsed, _) =>
            Task.FromResult(Run(parsed.GetRequiredValue(hex))));
    }

    private static int Run(string hex)
    {
        if (Hex.Read("the blob", hex) is not { } blob)
        {
            return ExitCode.Misused;
        }

        var report = BlobReport.Read(blob);
        if (report.Problem is { } problem)
        {
            Console.Error.WriteLine($"this is no block: {problem}");
            return ExitCode.Failed;
        }

        foreach (var field in report.Fields)
        {
            Console.WriteLine($"{field.Name}: {field.Value}");
        }

        return ExitCode.Good;
    }
}

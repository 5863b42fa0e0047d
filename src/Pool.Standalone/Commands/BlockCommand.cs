using System.CommandLine;
using Pool.Core;
using Pool.Core.Blocks;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Commands;

/// <summary><c>pool block reverse</c>: a person takes back the credit of a block that left the chain.</summary>
internal static class BlockCommand
{
    public static Command Create()
    {
        var hash = new Argument<string>("hash") { Description = "The credited block that is no longer on the main chain." };
        var reason = new Option<string>("--reason") { Description = "Why, for the books.", Required = true };
        var config = PoolCommand.ConfigOption();
        var reverse = new Command("reverse", "Takes a vanished block's credit back: unspent credit from the miners, the rest from pool:loss.")
        {
            hash,
            reason,
            config,
        }.Runs((parsed, cancel) => Reverse(
            PoolSettingsLoader.Load(parsed.GetRequiredValue(config)), parsed.GetRequiredValue(hash), parsed.GetRequiredValue(reason), cancel));
        return new Command("block", "Decisions about a single block.") { reverse };
    }

    private static async Task<int> Reverse(PoolSettings settings, string text, string reason, CancellationToken cancel)
    {
        if (!Hash32.TryParse(text, out var hash))
        {
            Console.Error.WriteLine($"'{text}' is no block hash: 64 hex digits are");
            return ExitCode.Misused;
        }

        await using var books = await OpenBooks.Open(settings, TimeProvider.System, cancel);
        if (await books.Ports.Blocks.Find(hash, cancel) is not { } block)
        {
            Console.Error.WriteLine($"the books have no block {hash}");
            return ExitCode.Failed;
        }

        if (block.State != BlockState.Credited)
        {
            Console.Error.WriteLine($"block {hash} is {block.State}; only a credited one can be reversed");
            return ExitCode.Failed;
        }

        if (!block.Missing)
        {
            Console.Error.WriteLine($"the pool has not missed block {hash} on the chain: nothing to reverse");
            return ExitCode.Failed;
        }

        foreach (var daemon in books.Ports.Daemons)
        {
            // A node that is behind knows nothing of it; only another block in its place is a proof.
            var there = await daemon.GetBlockHash(block.Height, cancel);
            if (there is null || there == hash)
            {
                Console.Error.WriteLine(there is null
                    ? $"{daemon.Name} is not at height {block.Height} yet: wait until it is"
                    : $"block {hash} stands on the main chain of {daemon.Name}: nothing to reverse");
                return ExitCode.Failed;
            }
        }

        await books.Ports.Blocks.Reverse(hash, reason, cancel);
        Console.WriteLine($"block {hash} at height {block.Height} is reversed; `pool payouts release` resumes payouts");
        return ExitCode.Good;
    }
}

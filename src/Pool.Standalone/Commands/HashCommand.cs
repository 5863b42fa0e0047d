using System.CommandLine;
using Pool.Hashing;

namespace Pool.Standalone.Commands;

/// <summary><c>pool hash</c>: one proof of work, for anyone's vectors.</summary>
internal static class HashCommand
{
    public static Command Create()
    {
        var algorithm = new Option<string>("--algo") { Description = "xmrig's name, e.g. rx/0.", Required = true };
        var input = new Option<string>("--input") { Description = "The bytes to hash, in hex.", Required = true };
        var seed = new Option<string>("--seed") { Description = "RandomX key in hex; a seed hash has 64 digits.", DefaultValueFactory = _ => "" };
        var height = new Option<long>("--height") { Description = "Block height, for cn/r.", DefaultValueFactory = _ => 0 };
        return new Command("hash", "Prints the proof-of-work hash of an input.") { algorithm, seed, input, height }.Runs((parsed, _) =>
            Task.FromResult(Run(
                parsed.GetRequiredValue(algorithm), parsed.GetRequiredValue(seed), parsed.GetRequiredValue(input), parsed.GetValue(height))));
    }

    private static int Run(string name, string seedHex, string inputHex, long height)
    {
        if (!PowRegistry.Default.TryGet(name, out var algorithm))
        {
            Console.Error.WriteLine(
                $"'{name}' is no algorithm of this program; it knows {string.Join(", ", PowRegistry.Default.Algorithms.Select(a => a.Name))}");
            return ExitCode.Misused;
        }

        if (Hex.Read("--seed", seedHex) is not { } seed || Hex.Read("--input", inputHex) is not { } input)
        {
            return ExitCode.Misused;
        }

        if (height < 0)
        {
            Console.Error.WriteLine($"--height is {height}; a height is 0 or more");
            return ExitCode.Misused;
        }

        try
        {
            using var engine = new PowEngine();
            using var vm = engine.CreateVm(algorithm);
            var hash = new byte[32];
            vm.Hash(input, new PowParameters(seed, (ulong)height), hash);
            Console.WriteLine(Convert.ToHexStringLower(hash));
            return ExitCode.Good;
        }
        catch (Exception error) when (error is PowUnavailableException or ArgumentException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCode.Failed;
        }
    }
}

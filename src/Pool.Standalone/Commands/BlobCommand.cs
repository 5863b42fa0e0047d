using System.CommandLine;
using System.Globalization;
using Pool.CryptoNote.Blocks;

namespace Pool.Standalone.Commands;

/// <summary><c>pool blob</c>: a block or template taken apart, for anyone's vectors.</summary>
internal static class BlobCommand
{
    public static Command Create()
    {
        var hex = new Argument<string>("hex") { Description = "Block or block template, in hex." };
        return new Command("blob", "Prints a block's hashing blob, id and fields.") { hex }.Runs((parsed, _) =>
            Task.FromResult(Run(parsed.GetRequiredValue(hex))));
    }

    private static int Run(string hex)
    {
        if (Hex.Read("the blob", hex) is not { } blob)
        {
            return ExitCode.Misused;
        }

        if (MoneroBlock.Parse(blob, out var problem) is not { } block)
        {
            Console.Error.WriteLine($"this is no block: {problem}");
            return ExitCode.Failed;
        }

        var miner = block.MinerTransaction;
        Print("hashing blob", Convert.ToHexStringLower(block.HashingBlob));
        Print("block id", block.Id);
        Print("major version", block.MajorVersion);
        Print("minor version", block.MinorVersion);
        Print("timestamp", block.Timestamp);
        Print("previous id", block.PreviousHash);
        Print("nonce", Convert.ToHexStringLower(blob.AsSpan(block.NonceOffset, MoneroBlock.NonceSize)));
        Print("nonce offset", block.NonceOffset);
        Print("tree root", block.TreeRoot);
        Print("transactions", block.TransactionCount);
        Print("miner transaction", miner.Hash);
        Print("miner transaction version", miner.Version);
        Print("unlock height", miner.UnlockHeight);
        Print("height", miner.Height);
        Print("reward", miner.Total);
        foreach (var output in miner.Outputs)
        {
            Print("output", string.Create(CultureInfo.InvariantCulture, $"{output.Amount} to {output.Key}"));
        }

        foreach (var field in miner.Extra.Fields)
        {
            Print($"extra {field.Tag:x2}", Convert.ToHexStringLower(blob.AsSpan(field.Offset, field.Length)));
        }

        if (miner.Extra.Problem is { } unread)
        {
            Print("rest of the extra", unread);
        }

        foreach (var hash in block.TransactionHashes)
        {
            Print("transaction", hash);
        }

        return ExitCode.Good;
    }

    private static void Print(string name, object value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value}"));
}

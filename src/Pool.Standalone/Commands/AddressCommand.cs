using System.CommandLine;
using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Coins;

namespace Pool.Standalone.Commands;

/// <summary><c>pool address</c>: what an address is, or why it is none.</summary>
internal static class AddressCommand
{
    public static Command Create()
    {
        var address = new Argument<string>("address") { Description = "The address to read." };
        var coin = new Option<string>("--coin") { Description = "Coin, by its data file's name.", DefaultValueFactory = _ => "monero" };
        var network = new Option<string?>("--network") { Description = "Refuse addresses of other networks, e.g. mainnet." };
        return new Command("address", "Decodes an address, or tells why it is invalid.") { address, coin, network }.Runs((parsed, _) =>
            Task.FromResult(Run(parsed.GetRequiredValue(address), parsed.GetRequiredValue(coin), parsed.GetValue(network))));
    }

    private static int Run(string text, string coin, string? network)
    {
        AddressReading reading;
        try
        {
            var reader = new AddressReader(CoinFile.Load(coin));
            reading = network is null ? reader.Read(text) : reader.Read(text, network, AddressKinds.All);
        }
        catch (Exception error) when (error is CoinFileException or ArgumentException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCode.Misused;
        }

        if (reading.Problem is { } problem)
        {
            Console.Error.WriteLine($"invalid ({problem.Code}): {problem.Message}");
            return ExitCode.Failed;
        }

        var address = reading.Address!;
        Console.WriteLine($"valid: {address.Kind.ToString().ToLowerInvariant()} address of {coin} {address.Network}");
        Console.WriteLine($"prefix: {address.Prefix}");
        Console.WriteLine($"public spend key: {address.SpendKey}");
        Console.WriteLine($"public view key: {address.ViewKey}");
        if (address.PaymentId is { } paymentId)
        {
            Console.WriteLine($"payment id: {paymentId}");
        }

        return ExitCode.Good;
    }
}

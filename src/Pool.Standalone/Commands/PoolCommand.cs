using System.CommandLine;
using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.Standalone.Configuration;

namespace Pool.Standalone.Commands;

/// <summary>The <c>pool</c> command line.</summary>
public static class PoolCommand
{
    public static RootCommand Create() => new("A mining pool for Monero and the rest of the CryptoNote family.")
    {
        InitCommand.Create(),
        CheckCommand.Create(),
        RunCommand.Create(),
        AuditCommand.Create(),
        PayoutsCommand.Create(),
        BlockCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        AddressCommand.Create(),
        HashCommand.Create(),
        BlobCommand.Create(),
    };

    /// <summary>The option that names the configuration file.</summary>
    internal static Option<string> ConfigOption() => new("--config")
    {
        Description = "The configuration file.",
        DefaultValueFactory = _ => "pool.json",
    };

    /// <summary>
    /// Gives a command its action. What is wrong outside the program is one sentence on standard error and an exit code;
    /// a stack trace is only for our own bugs.
    /// </summary>
    internal static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                return await action(parsed, cancel);
            }
            catch (ConfigurationException error)
            {
                return Complain(error, ExitCode.Misused);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return ExitCode.Failed;
            }
            catch (Exception error) when (error is DaemonUnavailableException or WalletException or WalletUnavailableException
                or IOException or UnauthorizedAccessException or Pool.Storage.StoreUnavailableException or Pool.Storage.BookingRefusedException
                or Pool.Stratum.StratumStartException or Pool.CryptoNote.Coins.CoinFileException)
            {
                return Complain(error, ExitCode.Failed);
            }
        });
        return command;
    }

    private static int Complain(Exception error, int code)
    {
        Console.Error.WriteLine(error.Message);
        return code;
    }
}

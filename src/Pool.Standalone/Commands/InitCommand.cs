using System.CommandLine;
using System.CommandLine.Parsing;
using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.Standalone.Configuration;
using Pool.Standalone.Hosting;

namespace Pool.Standalone.Commands;

/// <summary><c>pool init</c>: a commented configuration, filled in with what this machine tells.</summary>
internal static class InitCommand
{
    /// <summary>monerod's RPC ports of mainnet, testnet and stagenet.</summary>
    private static readonly int[] DaemonPorts = [18081, 28081, 38081];

    /// <summary>Where people usually bind monero-wallet-rpc: it has no default of its own.</summary>
    private static readonly int[] WalletPorts = [18082, 18083, 18084, 18088, 28082, 28084, 28088, 38082, 38084, 38088];

    public static Command Create()
    {
        var config = PoolCommand.ConfigOption();
        var daemon = new Option<Uri?>("--daemon") { CustomParser = ReadAddress, Description = "The daemon's RPC; else the usual ports of this machine are tried." };
        var wallet = new Option<Uri?>("--wallet") { CustomParser = ReadAddress, Description = "monero-wallet-rpc; else the usual ports of this machine are tried." };
        return new Command("init", "Writes a commented configuration file; overwrites nothing.") { config, daemon, wallet }.Runs((parsed, cancel) =>
            Run(parsed.GetRequiredValue(config), parsed.GetValue(daemon), parsed.GetValue(wallet), cancel));
    }

    private static Uri? ReadAddress(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        argument.AddError($"'{text}' is no address such as http://127.0.0.1:18081");
        return null;
    }

    private static async Task<int> Run(string file, Uri? daemon, Uri? wallet, CancellationToken cancel)
    {
        if (File.Exists(file))
        {
            Console.Error.WriteLine($"{file} exists already; name another with --config, or remove it first");
            return ExitCode.Failed;
        }

        var (daemonUrl, network) = await FindDaemon(daemon is null ? Local(DaemonPorts) : [daemon], cancel);
        var (walletUrl, address) = await FindWallet(wallet is null ? Local(WalletPorts) : [wallet], cancel);
        var text = ConfigurationTemplate.Write(
            (daemonUrl ?? daemon ?? Local(DaemonPorts).First()).GetLeftPart(UriPartial.Authority),
            network ?? "mainnet",
            (walletUrl ?? wallet ?? Local(WalletPorts).First()).GetLeftPart(UriPartial.Authority),
            address ?? "");
        await using (var writer = new StreamWriter(new FileStream(file, Private())))
        {
            await writer.WriteAsync(text.AsMemory(), cancel);
        }

        Console.WriteLine($"wrote {file}, readable by you alone");
        Console.WriteLine(daemonUrl is null
            ? "  no daemon was found: start monerod, then set daemons[0].url and pool.network"
            : $"  daemon {daemonUrl.Authority} on {network}");
        Console.WriteLine(walletUrl is null
            ? "  no wallet was found: start monero-wallet-rpc with the pool's wallet, then set wallet.url and wallet.address"
            : $"  wallet {walletUrl.Authority} with {address}");
        Console.WriteLine("next: look through it, then run `pool check` and `pool run`");
        return ExitCode.Good;
    }

    private static async Task<(Uri? Url, string? Network)> FindDaemon(IEnumerable<Uri> candidates, CancellationToken cancel)
    {
        foreach (var url in candidates)
        {
            try
            {
                using var client = OpenBooks.Client(new DaemonSettings(url, null, null));
                var info = await client.GetInfo(cancel);
                return (url, Preflight.Name(info.Network));
            }
            catch (DaemonUnavailableException)
            {
                // Nobody there, or it wants a login; the file says what to set.
            }
        }

        return (null, null);
    }

    private static async Task<(Uri? Url, string? Address)> FindWallet(IEnumerable<Uri> candidates, CancellationToken cancel)
    {
        foreach (var url in candidates)
        {
            try
            {
                using var client = OpenBooks.Client(new WalletSettings(url, null, ""));
                return (url, await client.GetAddress(cancel));
            }
            catch (Exception error) when (error is WalletUnavailableException or WalletException)
            {
                // Nobody there, no wallet open, or it wants a login; the file says what to set.
            }
        }

        return (null, null);
    }

    /// <summary>A new file for its owner alone: logins will stand in it.</summary>
    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static IEnumerable<Uri> Local(IEnumerable<int> ports) => ports.Select(port => new Uri($"http://127.0.0.1:{port}"));
}

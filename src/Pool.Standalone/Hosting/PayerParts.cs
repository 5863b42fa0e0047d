using Pool.Core.Payouts;
using Pool.CryptoNote.Addresses;
using Pool.Standalone.Configuration;

namespace Pool.Standalone.Hosting;

/// <summary>What the running pool and a person's command pay with, the same for both.</summary>
internal static class PayerParts
{
    /// <summary>A name in the lease that no other process has.</summary>
    public static string NewHolder() => $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    public static PayerPorts Ports(PoolPorts ports, WalletIdentity identity)
    {
        var addresses = new AddressReader(identity.Coin);
        return new(
            ports.Payouts,
            ports.Wallet,
            ports.Daemons,
            ports.Ledger,
            ports.Blocks,
            address => addresses.Read(address).Address?.Kind == AddressKinds.Integrated,
            ports.Events);
    }

    public static PayerOptions Options(PayoutSettings settings)
    {
        var wallet = OpenBooks.WalletDeadlines;
        return new()
        {
            MinimumPayout = settings.Minimum,
            Confirmations = settings.Confirmations,
            PrepareDeadline = wallet.PrepareDeadline,
            RelayDeadline = wallet.RelayDeadline,
            RescanDeadline = wallet.RescanDeadline,
        };
    }
}

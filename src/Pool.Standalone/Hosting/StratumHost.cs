using Pool.Core.Blocks;
using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Core.Templates;
using Pool.Core.VarDiff;
using Pool.CryptoNote.Addresses;
using Pool.Hashing;
using Pool.Standalone.Configuration;
using Pool.Stratum;

namespace Pool.Standalone.Hosting;

/// <summary>Puts the stratum server together from the settings.</summary>
internal static class StratumHost
{
    public static StratumServer Create(
        PoolSettings settings,
        WalletIdentity identity,
        PoolPorts ports,
        ITemplateFeed feed,
        IShareRecorder recorder,
        IBlockSubmitter submitter,
        PowEngine engine,
        HashPool hashing,
        PoolSignals signals,
        TimeProvider time,
        ILoggerFactory logs) => new(
        new Stratum.StratumSettings(
            [.. settings.Stratum.Ports.Select(port => new StratumPort(
                port.Address,
                port.Port,
                new VarDiffOptions { Start = port.Start, Min = port.Minimum, Max = port.Maximum },
                port.Minimum < port.Maximum,
                port.Description))],
            settings.Rewards.Scheme,
            new StratumLimits { StaleGrace = settings.Stratum.StaleGrace }),
        new StratumServices
        {
            Feed = feed,
            Recorder = recorder,
            Submitter = submitter,
            Directory = ports.Miners,
            Events = ports.Events,
            Health = signals.Health,
            Tags = identity.Tags,
            Jobs = new CryptoNoteJobs(),
            Hasher = new PoolHasher(PowRegistry.Default, engine, hashing),
            Payees = new CryptoNotePayees(new AddressReader(identity.Coin), settings.CoinNetwork, AddressKinds.All),
            Time = time,
            Meter = signals.Meter,
            Log = logs.CreateLogger("Pool.Stratum"),
        });
}

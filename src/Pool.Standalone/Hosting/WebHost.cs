using System.Diagnostics.Metrics;
using System.Reflection;
using Pool.Core.Stats;
using Pool.Core.Templates;
using Pool.CryptoNote.Addresses;
using Pool.Standalone.Configuration;
using Pool.Web;

namespace Pool.Standalone.Hosting;

/// <summary>Page, API, health and metrics on one listener.</summary>
internal static class WebHost
{
    /// <summary>Readers are answered in milliseconds; what hangs longer is cut off at the end.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    public static WebApplicationBuilder Builder(PoolSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        LogSetup.Configure(builder.Logging, settings.Log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(settings.Web.Address, settings.Web.Port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }

    public static WebApplication Build(
        WebApplicationBuilder builder,
        PoolSettings settings,
        WalletIdentity identity,
        PoolPorts ports,
        ITemplateFeed feed,
        HealthBoard health,
        Meter meter,
        TimeProvider time)
    {
        builder.Services
            .AddSingleton(ports.Queries)
            .AddSingleton(feed)
            .AddSingleton(health)
            .AddSingleton(time)
            .AddSingleton<IAddressCheck>(new AddressCheck(new AddressReader(identity.Coin), settings.CoinNetwork))
            .AddPoolWeb(Describe(settings, identity), meter);
        var app = builder.Build();
        app.MapPool();
        return app;
    }

    private static PoolDescription Describe(PoolSettings settings, WalletIdentity identity)
    {
        var coin = identity.Coin;
        return new(
            settings.Id,
            settings.Name,
            new CoinDescription(coin.Symbol, coin.Name, coin.Decimals, TimeSpan.FromSeconds(coin.BlockTimeSeconds)),
            coin.AlgorithmOf(coin.NewestMajorVersion)!,
            settings.Rewards.Scheme,
            settings.Rewards.Window / 1000m,
            settings.Rewards.FeeBasisPoints,
            settings.Payouts.Minimum,
            settings.Payouts.Interval,
            coin.MaturityBlocks,
            [.. settings.Stratum.Ports.Select(port => new Pool.Web.StratumPort(
                settings.Stratum.PublicHost, port.Port, port.Start, port.Description))],
            typeof(WebHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
    }

    private sealed class AddressCheck(AddressReader reader, string network) : IAddressCheck
    {
        public AddressVerdict Check(string text) =>
            reader.Read(text, network, AddressKinds.All) is { Problem: { } problem }
                ? AddressVerdict.Bad(problem.Code, problem.Message)
                : AddressVerdict.Good(text);
    }
}

namespace Pool.Hashing.Tests;

public sealed class HashRateTests
{
    [Fact]
    public void Measures_every_thread()
    {
        using var engine = new PowEngine(new PowOptions());
        var rate = HashRate.Measure(engine, PowRegistry.Default.Get("cn/upx2"), 2, TimeSpan.FromMilliseconds(50));
        rate.Hashes.ShouldBeGreaterThan(1);
        rate.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(50));
        rate.PerSecond.ShouldBeGreaterThan(0);
        rate.PerCpuSecond.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Says_why_it_cannot()
    {
        using var engine = new PowEngine(new PowOptions { RandomXLibrary = "librandomx-of-nowhere.so" });
        Should.Throw<PowUnavailableException>(() => HashRate.Measure(engine, PowRegistry.Default.Get("rx/0"), 2, TimeSpan.FromSeconds(1)))
            .Message.ShouldContain("librandomx0");
    }
}

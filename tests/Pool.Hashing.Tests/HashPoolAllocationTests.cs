using System.Diagnostics.Metrics;

namespace Pool.Hashing.Tests;

/// <summary>What a share costs the heap from submission to awaited result, on all threads that it passes.</summary>
[Collection(Alone.Name)]
public sealed class HashPoolAllocationTests
{
    private const int Hashes = 2000;

    // The counter is the process's. Beside the hashes the runtime compiles, its thread pool lengthens queues, and the test's
    // runner reports; the smallest object has 24 bytes, so a single one per hash would make twice this.
    private const long Tolerance = Hashes * 24 / 2;

    [Fact]
    public async Task A_hash_through_the_pool_allocates_nothing()
    {
        using var meter = new Meter("allocations");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
        using var engine = new PowEngine(new PowOptions());
        using var pool = new HashPool(engine, new HashPoolOptions { Threads = 2 }, meter);
        using var source = pool.Open("address");
        var vector = Vectors.Of("cn/upx2")[0];
        await Run();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        (await Run()).ShouldBe(Hashes);
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Tolerance);

        async Task<int> Run()
        {
            var algorithm = PowRegistry.Default.Get("cn/upx2");
            var hashed = 0;
            for (var i = 0; i < Hashes; i++)
            {
                var result = await source.Submit(algorithm, vector.Input, vector.Parameters);
                hashed += result.Status == HashStatus.Hashed ? 1 : 0;
            }

            return hashed;
        }
    }
}

/// <summary>Tests that measure the whole process run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

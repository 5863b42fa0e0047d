namespace Pool.Hashing.Tests;

public sealed class RandomXTests
{
    private static readonly PowAlgorithm Rx0 = PowRegistry.Default.Get("rx/0");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hashes_every_vector_with_one_machine(bool portable)
    {
        using var engine = new PowEngine(new PowOptions { Portable = portable });
        using var vm = engine.CreateVm(Rx0);
        var vectors = Vectors.Of("rx/0");
        vectors.Count.ShouldBe(5);
        foreach (var vector in vectors)
        {
            vm.HashHex(vector).ShouldBe(vector.Hash);
        }

        engine.RandomX.Count.ShouldBeLessThanOrEqualTo(engine.Options.RandomXSeeds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hash_allocates_nothing(bool portable)
    {
        using var engine = new PowEngine(new PowOptions { Portable = portable });
        using var vm = engine.CreateVm(Rx0);
        var vector = Vectors.Of("rx/0")[0];
        vm.HashHex(vector).ShouldBe(vector.Hash);
        var hash = new byte[PowHash.Bytes];
        Allocations.Of(() => vm.Hash(vector.Input, vector.Parameters, hash)).ShouldBe(0);
    }

    [Fact]
    public void Any_length_gives_the_same_with_and_without_compiled_programs()
    {
        using var fast = new PowEngine(new PowOptions());
        using var portable = new PowEngine(new PowOptions { Portable = true });
        using var one = fast.CreateVm(Rx0);
        using var other = portable.CreateVm(Rx0);
        foreach (var length in new[] { 0, 1, 63, 77, 300 })
        {
            var vector = new PowVector(Enumerable.Repeat((byte)7, length).ToArray(), "", new PowParameters(new byte[32], 0));
            one.HashHex(vector).ShouldBe(other.HashHex(vector), $"length {length}");
        }
    }

    [Fact]
    public void Threads_share_caches_while_seeds_change_under_them()
    {
        using var engine = new PowEngine(new PowOptions());
        var vectors = Vectors.Of("rx/0");
        vectors.Select(vector => Convert.ToHexString(vector.Parameters.Seed.Span)).Distinct().Count().ShouldBeGreaterThan(2);
        var hashes = new string[3 * vectors.Count];
        Parallel.For(0, 3, thread =>
        {
            using var vm = engine.CreateVm(Rx0);
            for (var i = 0; i < vectors.Count; i++)
            {
                var turn = (i + thread) % vectors.Count;
                hashes[(thread * vectors.Count) + turn] = vm.HashHex(vectors[turn]);
            }
        });
        hashes.ShouldBe(Enumerable.Repeat(vectors.Select(vector => vector.Hash), 3).SelectMany(hash => hash));
    }

    [Fact]
    public async Task A_prepared_seed_is_there_beside_the_current_one()
    {
        using var engine = new PowEngine(new PowOptions());
        await engine.Prepare(Rx0, new byte[32]);
        await engine.Prepare(Rx0, Enumerable.Repeat((byte)1, 32).ToArray());
        engine.RandomX.Count.ShouldBe(2);
        await engine.Prepare(Rx0, Enumerable.Repeat((byte)2, 32).ToArray());
        engine.RandomX.Count.ShouldBe(2);
    }

    [Fact]
    public void The_rounding_mode_is_left_as_it_was()
    {
        using var engine = new PowEngine(new PowOptions());
        using var vm = engine.CreateVm(Rx0);
        var tenth = 1.0 / Environment.ProcessorCount / 3.0;
        foreach (var vector in Vectors.Of("rx/0"))
        {
            vm.HashHex(vector).ShouldBe(vector.Hash);
            (1.0 / Environment.ProcessorCount / 3.0).ShouldBe(tenth);
        }
    }

    [Fact]
    public async Task While_a_dataset_is_built_hashes_are_right_and_the_end_does_not_wait_for_it()
    {
        var engine = new PowEngine(new PowOptions { RandomX = RandomXMode.Full, DatasetThreads = 1 });
        var vector = Vectors.Of("rx/0")[0];
        var built = engine.Prepare(Rx0, vector.Parameters.Seed);
        using (var vm = engine.CreateVm(Rx0))
        {
            vm.HashHex(vector).ShouldBe(vector.Hash);
        }

        engine.Dispose(); // a whole dataset is over a minute of work
        await Should.ThrowAsync<OperationCanceledException>(built.WaitAsync(Limits.Patience));
    }

    [Fact]
    public void A_missing_library_says_what_to_install()
    {
        using var engine = new PowEngine(new PowOptions { RandomXLibrary = "librandomx-of-nowhere.so" });
        var reason = engine.SelfTest(Rx0);
        reason.ShouldNotBeNull();
        reason.ShouldContain("librandomx-of-nowhere.so");
        reason.ShouldContain("apt-get install librandomx0");
    }

    [Fact]
    public void A_seed_is_asked_for()
    {
        using var engine = new PowEngine(new PowOptions());
        using var vm = engine.CreateVm(Rx0);
        Should.Throw<ArgumentException>(() => vm.Hash("a"u8, default, new byte[32])).Message.ShouldContain("seed hash");
    }

    [Fact]
    public void The_self_test_passes() => new PowEngine(new PowOptions()).SelfTest(Rx0).ShouldBeNull();
}

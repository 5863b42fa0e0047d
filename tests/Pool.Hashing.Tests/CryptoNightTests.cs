namespace Pool.Hashing.Tests;

public sealed class CryptoNightTests
{
    public static TheoryData<string, bool> Algorithms()
    {
        var all = new TheoryData<string, bool>();
        foreach (var algorithm in PowRegistry.Default.Algorithms.Where(algorithm => algorithm.Name.StartsWith("cn", StringComparison.Ordinal)))
        {
            all.Add(algorithm.Name, false);
            all.Add(algorithm.Name, true);
        }

        all.Count.ShouldBe(2 * 20);
        return all;
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Hashes_every_vector_with_one_machine(string name, bool portable)
    {
        using var engine = new PowEngine(new PowOptions { Portable = portable });
        using var vm = engine.CreateVm(PowRegistry.Default.Get(name));
        var vectors = Vectors.Of(name);
        vectors.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var vector in vectors)
        {
            vm.HashHex(vector).ShouldBe(vector.Hash, Convert.ToHexStringLower(vector.Input));
        }

        // The scratchpad is not cleared between hashes: nothing of the last one may show.
        vm.HashHex(vectors[0]).ShouldBe(vectors[0].Hash);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_self_test_passes_and_a_hash_allocates_nothing(string name, bool portable)
    {
        using var engine = new PowEngine(new PowOptions { Portable = portable });
        var algorithm = PowRegistry.Default.Get(name);
        engine.SelfTest(algorithm).ShouldBeNull();

        using var vm = engine.CreateVm(algorithm);
        var input = new byte[76];
        var hash = new byte[PowHash.Bytes];
        Allocations.Of(() => vm.Hash(input, new PowParameters(default, 1), hash)).ShouldBe(0);
    }

    [Theory]
    [InlineData("cn/0")]
    [InlineData("cn/2")]
    [InlineData("cn/r")]
    [InlineData("cn-pico")]
    public void Instruction_and_tables_agree_on_any_length(string name)
    {
        using var fast = new PowEngine(new PowOptions());
        using var portable = new PowEngine(new PowOptions { Portable = true, HugePages = false });
        using var one = fast.CreateVm(PowRegistry.Default.Get(name));
        using var other = portable.CreateVm(PowRegistry.Default.Get(name));
        var random = new Random(7);
        foreach (var length in new[] { 0, 1, 7, 43, 135, 136, 137, 300 })
        {
            var input = new byte[length];
            random.NextBytes(input);
            var vector = new PowVector(input, "", new PowParameters(default, (ulong)random.NextInt64(3_000_000)));
            one.HashHex(vector).ShouldBe(other.HashHex(vector), $"length {length}");
        }
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        using var engine = new PowEngine(new PowOptions());
        var vectors = Vectors.Of("cn-pico");
        Parallel.For(0, 4, thread =>
        {
            using var vm = engine.CreateVm(PowRegistry.Default.Get("cn-pico"));
            for (var i = 0; i < 40; i++)
            {
                var vector = vectors[(i + thread) % vectors.Count];
                vm.HashHex(vector).ShouldBe(vector.Hash);
            }
        });
    }

    [Theory]
    [InlineData("cn/1")]
    [InlineData("cn-lite/1")]
    [InlineData("cn-heavy/tube")]
    public void Variant_1_refuses_a_short_input(string name)
    {
        using var engine = new PowEngine(new PowOptions());
        using var vm = engine.CreateVm(PowRegistry.Default.Get(name));
        var message = Should.Throw<ArgumentException>(() => vm.Hash(new byte[42], default, new byte[32])).Message;
        message.ShouldContain("at least 43 bytes, not 42");
        vm.Hash(new byte[43], default, new byte[32]);
    }
}

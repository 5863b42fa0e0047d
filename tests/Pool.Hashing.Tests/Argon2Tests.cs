using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pool.Hashing.Argon2;

namespace Pool.Hashing.Tests;

public sealed unsafe partial class Argon2Tests
{
    private static readonly PowAlgorithm Chukwa = PowRegistry.Default.Get("chukwa");

    [Theory]
    [InlineData("argon2/chukwa", false)]
    [InlineData("argon2/chukwa", true)]
    [InlineData("argon2/chukwav2", false)]
    [InlineData("argon2/chukwav2", true)]
    [InlineData("argon2/ninja", false)]
    [InlineData("argon2/ninja", true)]
    public void Hashes_every_vector_and_allocates_nothing(string name, bool portable)
    {
        using var engine = new PowEngine(new PowOptions { Portable = portable });
        var algorithm = PowRegistry.Default.Get(name);
        engine.SelfTest(algorithm).ShouldBeNull();
        using var vm = engine.CreateVm(algorithm);
        var vectors = Vectors.Of(name);
        vectors.ShouldNotBeEmpty();
        var hash = new byte[PowHash.Bytes];
        foreach (var vector in vectors.Concat(vectors))
        {
            vm.HashHex(vector).ShouldBe(vector.Hash);
            Allocations.Of(() => vm.Hash(vector.Input, default, hash)).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("argon2/chukwa")]
    [InlineData("argon2/chukwav2")]
    [InlineData("argon2/ninja")]
    public void Without_AVX2_libargon2_hashes_every_vector_and_allocates_nothing_here(string name)
    {
        using var engine = new PowEngine(new PowOptions { Avx2 = false });
        using var vm = engine.CreateVm(PowRegistry.Default.Get(name));
        vm.ShouldBeOfType<Argon2LibraryVm>();
        var hash = new byte[PowHash.Bytes];
        foreach (var vector in Vectors.Of(name))
        {
            vm.HashHex(vector).ShouldBe(vector.Hash);
            Allocations.Of(() => vm.Hash(vector.Input, default, hash)).ShouldBe(0);
        }
    }

    [Fact]
    public void Without_AVX2_and_libargon2_the_narrowest_lanes_serve()
    {
        using var engine = new PowEngine(new PowOptions { Avx2 = false, Argon2Library = "libargon2-of-nowhere.so" });
        using var vm = engine.CreateVm(Chukwa);
        vm.ShouldBeOfType<Argon2Vm<Lanes128, Vector128<ulong>>>();
        engine.SelfTest(Chukwa).ShouldBeNull();
    }

    [Fact]
    public void An_answer_of_libargon2_other_than_a_hash_is_said()
    {
        using var engine = new PowEngine(new PowOptions());
        using var vm = new Argon2LibraryVm(Chukwa, new Argon2Parameters(1, 1), engine.Argon2.ShouldNotBeNull()); // its least are 8 KiB
        Should.Throw<PowUnavailableException>(() => vm.Hash(new byte[16], default, new byte[32])).Message.ShouldContain("answers -14");
    }

    [Fact]
    public void Every_width_agrees_with_libargon2()
    {
        using var engine = new PowEngine(new PowOptions());
        var random = new Random(0x13);
        foreach (var parameters in new Argon2Parameters[] { new(1, 8), new(2, 16), new(3, 512), new(4, 1024), new(1, 2048) })
        {
            List<PowVm> machines = [new Argon2Vm<Lanes128, Vector128<ulong>>(Chukwa, parameters, engine)];
            if (Avx2.IsSupported)
            {
                machines.Add(new Argon2Vm<Lanes256, Vector256<ulong>>(Chukwa, parameters, engine));
            }

            if (Avx512F.IsSupported)
            {
                machines.Add(new Argon2Vm<Lanes512, Vector512<ulong>>(Chukwa, parameters, engine));
            }

            foreach (var length in new[] { 16, 17, 76, 127, 128, 129, 2000 })
            {
                var input = new byte[length];
                random.NextBytes(input);
                var expected = Reference(input, parameters);
                foreach (var machine in machines)
                {
                    machine.HashHex(new PowVector(input, "", default)).ShouldBe(expected, $"{machine.GetType()} {parameters} {length}");
                }
            }

            machines.ForEach(machine => machine.Dispose());
        }
    }

    [Fact]
    public void An_input_shorter_than_the_salt_is_refused()
    {
        using var engine = new PowEngine(new PowOptions());
        using var vm = engine.CreateVm(Chukwa);
        Should.Throw<ArgumentException>(() => vm.Hash(new byte[15], default, new byte[32])).Message.ShouldContain("at least 16 bytes");
    }

    private static string Reference(byte[] input, Argon2Parameters parameters)
    {
        var hash = new byte[32];
        fixed (byte* password = input)
        fixed (byte* output = hash)
        {
            Argon2IdHashRaw((uint)parameters.Passes, (uint)parameters.Blocks, 1, password, (nuint)input.Length, password, 16, output, 32)
                .ShouldBe(0);
        }

        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The oracle: Debian's libargon2-1.</summary>
    [LibraryImport("libargon2.so.1", EntryPoint = "argon2id_hash_raw")]
    private static partial int Argon2IdHashRaw(
        uint passes, uint memory, uint lanes, byte* password, nuint passwordBytes, byte* salt, nuint saltBytes, byte* hash, nuint hashBytes);
}

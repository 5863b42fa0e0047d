using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pool.Hashing.Argon2;

/// <summary>The Chukwa algorithms' names (xmrig's, Algorithm.cpp) and known hashes (xmrig's, CryptoNight_test.h).</summary>
internal static class Argon2Algorithms
{
    public static IReadOnlyList<PowAlgorithm> All { get; } =
    [
        Make("argon2/chukwa", new(3, 512), "c158a105ae75c7561cfd029083a47a87653d51f914128e21c1971d8b10c49034", "chukwa"),

        // xmrig 6.26 takes a bare "chukwav2" for version 1, by a slip in its table; nobody who writes it means that.
        Make("argon2/chukwav2", new(4, 1024), "77cf6958b3536e1f9f0d1ea165f22811ca7bc487ea9f52030b5050c17fcdd8f5", "chukwav2"),
        Make("argon2/ninja", new(4, 256), "35e083d4b9c64c2a68820a431f61311998a8cd1864dba4077e25b7f121d54bd1", "argon2/wrkz"),
    ];

    /// <summary>The widest lanes that this machine has; libargon2 where they would be those of 128 bits.</summary>
    public static PowVm CreateVm(PowAlgorithm algorithm, Argon2Parameters parameters, PowEngine engine) =>
        engine.Options.Portable ? new Argon2Vm<Lanes128, Vector128<ulong>>(algorithm, parameters, engine)
        : Avx512F.IsSupported && engine.Options.Avx2 ? new Argon2Vm<Lanes512, Vector512<ulong>>(algorithm, parameters, engine)
        : engine.Options.Avx2 ? new Argon2Vm<Lanes256, Vector256<ulong>>(algorithm, parameters, engine)
        : engine.Argon2 is { } library ? new Argon2LibraryVm(algorithm, parameters, library)
        : new Argon2Vm<Lanes128, Vector128<ulong>>(algorithm, parameters, engine);

    private static PowAlgorithm Make(string name, Argon2Parameters parameters, string hash, string alias) =>
        new(name, (algorithm, engine) => CreateVm(algorithm, parameters, engine), KnownHash.OfXmrig(hash), alias)
        {
            MinimumInputBytes = Argon2Parameters.SaltBytes,
        };
}

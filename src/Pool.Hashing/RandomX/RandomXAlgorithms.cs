namespace Pool.Hashing.RandomX;

/// <summary>The RandomX configurations that Debian's librandomx computes: the reference one, Monero's.</summary>
internal static class RandomXAlgorithms
{
    // First vector of RandomX's own tests: key "test key 000", input "This is a test".
    public static PowAlgorithm Rx0 { get; } = new(
        "rx/0",
        (algorithm, engine) => new RandomXVm(algorithm, engine.RandomX),
        new KnownHash(
            Input: "5468697320697320612074657374",
            Hash: "639183aae1bf4c9a35884cb46b09cad9175f04efd7684e7262a0ac1c2f0b4e3f",
            Seed: "74657374206b657920303030"),
        "rx", "randomx", "randomx/0", "randomx/test", "rx/test")
    {
        NeedsSeed = true,
    };
}

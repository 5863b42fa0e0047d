namespace Pool.Hashing.Tests;

public sealed class PowRegistryTests
{
    [Theory]
    [InlineData("rx/0", "rx/0")]
    [InlineData("RX/0", "rx/0")]
    [InlineData("RandomX", "rx/0")]
    public void Finds_by_name_and_alias_in_any_case(string name, string found) => PowRegistry.Default.Get(name).Name.ShouldBe(found);

    [Fact]
    public void An_unknown_name_is_told_with_what_there_is()
    {
        PowRegistry.Default.TryGet("cn/gpu", out _).ShouldBeFalse();
        var message = Should.Throw<ArgumentException>(() => PowRegistry.Default.Get("cn/gpu")).Message;
        message.ShouldContain("'cn/gpu'");
        message.ShouldContain("rx/0");
    }

    [Fact]
    public void Every_algorithm_has_vectors_and_every_vector_that_is_not_computed_is_known()
    {
        var vectors = Vectors.Section("cryptonight_and_other_pow").EnumerateObject().Select(entry => entry.Name.Split(' ')[0]).ToArray();
        PowRegistry.Default.Algorithms.Select(algorithm => algorithm.Name).Except(vectors).ShouldBeEmpty();

        // RandomX's other parameter sets need other builds of the library, and no coin that the pool serves has cn/xtl.
        vectors.Where(name => !PowRegistry.Default.TryGet(name, out _))
            .ShouldBe(["rx/2", "rx/arq", "rx/graft", "rx/wow", "cn/xtl"], ignoreOrder: true);
    }
}

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
}

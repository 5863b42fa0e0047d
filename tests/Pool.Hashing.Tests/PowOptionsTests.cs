namespace Pool.Hashing.Tests;

public sealed class PowOptionsTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    public void The_environment_forces_the_portable_path(string? value, bool portable)
    {
        var before = Environment.GetEnvironmentVariable(PowOptions.PortableVariable);
        try
        {
            Environment.SetEnvironmentVariable(PowOptions.PortableVariable, value);
            PowOptions.FromEnvironment().Portable.ShouldBe(portable);
            using var engine = new PowEngine();
            engine.Options.Portable.ShouldBe(portable);
        }
        finally
        {
            Environment.SetEnvironmentVariable(PowOptions.PortableVariable, before);
        }
    }
}

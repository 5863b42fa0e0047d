using System.Text.Json;
using Pool.Hashing;
using Pool.Testing;

namespace Pool.EndToEnd.Tests;

/// <summary>One known hash of every proof of work through the built program, on each path through it. All other vectors are
/// computed in-process, by Pool.Hashing's own tests.</summary>
public sealed class HashVectorTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    public static TheoryData<string> Algorithms => new(PowRegistry.Default.Algorithms.Select(algorithm => algorithm.Name));

    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Hash_prints_the_known_hash(string algorithm) => Check(algorithm, PowOptions.PortableVariable, "0");

    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Hash_prints_the_same_without_special_instructions(string algorithm) => Check(algorithm, PowOptions.PortableVariable, "1");

    /// <summary>The runtime's own switch makes a processor without AVX2 of this one.</summary>
    [Theory]
    [InlineData("argon2/chukwa")]
    [InlineData("argon2/chukwav2")]
    [InlineData("argon2/ninja")]
    public Task Hash_prints_the_same_without_AVX2(string algorithm) => Check(algorithm, "DOTNET_EnableAVX2", "0");

    public void Dispose() => _deadline.Dispose();

    private async Task Check(string algorithm, string variable, string value)
    {
        using var vectors = VectorFile.Load("pow-vectors.json");
        var vector = vectors.RootElement.GetProperty("cryptonight_and_other_pow").EnumerateObject()
            .First(entry => entry.Name.Split(' ')[0] == algorithm).Value.EnumerateArray().Last();
        List<string> arguments = ["hash", "--algo", algorithm, "--input", Text(vector, "input")];
        if (vector.TryGetProperty("key", out _))
        {
            arguments.AddRange(["--seed", Text(vector, "key")]);
        }

        if (vector.TryGetProperty("height", out var height))
        {
            arguments.AddRange(["--height", height.GetRawText()]);
        }

        var result = await PoolProgram.Run(new Dictionary<string, string> { [variable] = value }, _deadline.Token, [.. arguments]);
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.Trim().ShouldBe(Text(vector, "hash"));
    }

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}

using System.Text.Json;
using Pool.Testing;

namespace Pool.EndToEnd.Tests;

/// <summary>Known values through the built program, as anyone can check them from outside.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Hash_prints_a_known_hash_of_RandomX()
    {
        using var vectors = VectorFile.Load("pow-vectors.json");
        var vector = vectors.RootElement.GetProperty("cryptonight_and_other_pow").GetProperty("rx/0")[0];
        var result = await Run("hash", "--algo", "rx/0", "--seed", Text(vector, "key"), "--input", Text(vector, "input"));
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.Trim().ShouldBe(Text(vector, "hash"));
    }

    [Theory]
    [InlineData("rx/unheard-of", "00", "rx/unheard-of")]
    [InlineData("rx/0", "0x", "'x' at position 1")]
    public async Task Hash_says_what_it_cannot_use(string algorithm, string input, string said)
    {
        var result = await Run("hash", "--algo", algorithm, "--input", input);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(said);
    }

    [Fact]
    public async Task Address_accepts_a_good_address_and_shows_its_keys()
    {
        using var vectors = VectorFile.Load("addresses.json");
        var vector = vectors.RootElement.GetProperty("valid")[0];
        var result = await Run("address", Text(vector, "address"), "--network", "mainnet");
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain(Text(vector, "spend_public_key"));
        result.Output.ShouldContain(Text(vector, "view_public_key"));
    }

    [Fact]
    public async Task Address_refuses_a_bad_one_and_one_of_another_network()
    {
        using var vectors = VectorFile.Load("addresses.json");
        var bad = await Run("address", Text(vectors.RootElement.GetProperty("invalid")[0], "address"));
        bad.ExitCode.ShouldBe(1, bad.ToString());
        bad.Error.ShouldStartWith("invalid (");
        var elsewhere = await Run("address", Text(vectors.RootElement.GetProperty("valid")[0], "address"), "--network", "stagenet");
        elsewhere.ExitCode.ShouldBe(1, elsewhere.ToString());
        elsewhere.Error.ShouldContain("stagenet");
    }

    [Fact]
    public async Task Blob_takes_a_block_of_Monero_apart()
    {
        using var vectors = VectorFile.Load("blocks.json");
        var vector = vectors.RootElement.GetProperty("monero").EnumerateArray().First(block =>
            block.TryGetProperty("tx_count", out var count) && count.GetInt32() > 1);
        var result = await Run("blob", Text(vector, "block_blob"));
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain($"hashing blob: {Text(vector, "hashing_blob")}");
        result.Output.ShouldContain($"block id: {Text(vector, "block_id")}");
        result.Output.ShouldContain($"tree root: {Text(vector, "tree_root")}");
    }

    [Fact]
    public async Task Init_says_what_is_no_address_of_a_node_and_writes_nothing()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        var result = await Run("init", "--config", file, "--daemon", "127.0.0.1:18081");
        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.Error.ShouldContain("'127.0.0.1:18081' is no address such as http://127.0.0.1:18081");
        result.Error.ShouldNotContain("   at ");
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task Blob_says_why_bytes_are_no_block()
    {
        var result = await Run("blob", "00ff");
        result.ExitCode.ShouldBe(1, result.ToString());
        result.Error.ShouldStartWith("this is no block: ");
    }

    public void Dispose() => _deadline.Dispose();

    private Task<ProgramResult> Run(params string[] arguments) => PoolProgram.Run(_deadline.Token, arguments);

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}

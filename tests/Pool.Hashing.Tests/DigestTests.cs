namespace Pool.Hashing.Tests;

public sealed class DigestTests
{
    private delegate void Digest(ReadOnlySpan<byte> data, Span<byte> hash);

    [Theory]
    [InlineData("blake")]
    [InlineData("groestl")]
    [InlineData("jh")]
    [InlineData("skein")]
    public void Hashes_every_vector(string name)
    {
        Digest digest = name switch
        {
            "blake" => Blake256.Hash,
            "groestl" => Groestl256.Hash,
            "jh" => Jh256.Hash,
            _ => Skein256.Hash,
        };
        var vectors = Vectors.Section("cn_final_hashes_256bit").GetProperty("vectors").GetProperty(name).EnumerateArray().ToArray();
        vectors.Length.ShouldBe(5);
        foreach (var vector in vectors)
        {
            var hash = new byte[32];
            digest(Vectors.Hex(vector, "input"), hash);
            Convert.ToHexStringLower(hash).ShouldBe(vector.GetProperty("hash").GetString(), vector.ToString());
        }
    }
}

using System.Text.Json;

namespace Pool.Hashing.Tests;

public sealed class KeccakTests
{
    [Fact]
    public void Hashes_every_vector()
    {
        var vectors = Vectors.Section("keccak256_original_padding_0x01").GetProperty("vectors").EnumerateArray().ToArray();
        vectors.Length.ShouldBe(10);
        foreach (var vector in vectors)
        {
            Hash(Message(vector)).ShouldBe(vector.GetProperty("hash").GetString());
        }
    }

    [Fact]
    public void A_copied_prefix_continues_on_its_own_at_any_split()
    {
        var message = Enumerable.Range(0, 300).Select(i => (byte)((i * 31) & 255)).ToArray();
        Span<byte> hash = stackalloc byte[Keccak.HashBytes];
        foreach (var length in new[] { 0, 1, 135, 136, 137, 271, 272, 273, 300 })
        {
            var whole = Hash(message[..length]);
            for (var split = 0; split <= length; split++)
            {
                var prefix = new KeccakSponge();
                prefix.Absorb(message.AsSpan(0, split));
                var tail = prefix;
                tail.Absorb(message.AsSpan(split, length - split));
                tail.Finish(hash);
                Convert.ToHexStringLower(hash).ShouldBe(whole, $"length {length}, split {split}");

                prefix.Finish(hash);
                Convert.ToHexStringLower(hash).ShouldBe(Hash(message[..split]), $"the prefix of {split} was changed by its copy");
            }
        }
    }

    [Fact]
    public void The_whole_state_begins_with_the_hash_and_permutes()
    {
        var state = new byte[Keccak.StateBytes];
        Keccak.State1600("This is a test"u8, state);
        Convert.ToHexStringLower(state.AsSpan(0, 32)).ShouldBe(Hash("This is a test"u8.ToArray()));

        // The first lanes of Keccak-f[1600] of zeros, from the reference's KeccakF-1600-IntermediateValues.txt.
        Array.Clear(state);
        Keccak.Permute(state);
        Convert.ToHexStringLower(state.AsSpan(0, 16)).ShouldBe("e7dde140798f25f18a47c033f9ccd584");
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var data = new byte[200];
        var hash = new byte[Keccak.HashBytes];
        Allocations.Of(() => Keccak.Hash256(data, hash)).ShouldBe(0);
    }

    private static string Hash(byte[] data)
    {
        var hash = new byte[Keccak.HashBytes];
        Keccak.Hash256(data, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static byte[] Message(JsonElement vector)
    {
        if (vector.TryGetProperty("input", out _))
        {
            return Vectors.Hex(vector, "input");
        }

        // "135 bytes, byte i = (i*17)&255"
        var length = int.Parse(vector.GetProperty("input_desc").GetString()!.Split(' ')[0]);
        return Enumerable.Range(0, length).Select(i => (byte)((i * 17) & 255)).ToArray();
    }
}

using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pool.CryptoNote.Addresses;
using Pool.Testing;

namespace Pool.CryptoNote.Tests.Addresses;

public sealed class Base58Tests
{
    private static readonly JsonElement Vectors =
        VectorFile.Load("addresses.json").RootElement.GetProperty("base58_block_vectors");

    [Fact]
    public void Every_known_block_encodes_and_decodes()
    {
        var positive = Vectors.GetProperty("positive").EnumerateArray().ToArray();
        positive.Length.ShouldBe(17);
        foreach (var vector in positive)
        {
            var data = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            var text = vector.GetProperty("encoded").GetString()!;
            Base58.Encode(data).ShouldBe(text);
            Base58.Decode(text, out var fault).ShouldBe(data);
            fault.ShouldBe(Base58Fault.None);
        }
    }

    [Fact]
    public void Every_known_wrong_text_is_refused()
    {
        var negative = Vectors.GetProperty("negative_decode").EnumerateArray().ToArray();
        negative.Length.ShouldBe(22);
        foreach (var vector in negative)
        {
            Base58.Decode(vector.GetString(), out var fault).ShouldBeNull(vector.GetString());
            fault.ShouldNotBe(Base58Fault.None);
        }
    }

    [Theory]
    [InlineData("1", Base58Fault.Length)]
    [InlineData("1111", Base58Fault.Length)]
    [InlineData("11111111", Base58Fault.Length)]
    [InlineData("5R", Base58Fault.Overflow)]
    [InlineData("jpXCZedGfVR", Base58Fault.Overflow)]
    [InlineData("zzzzzzzzzzz11", Base58Fault.Overflow)]
    [InlineData("O1111111111", Base58Fault.Alphabet)]
    [InlineData("0", Base58Fault.Alphabet)]
    [InlineData("é1", Base58Fault.Alphabet)]
    public void The_fault_is_named(string text, Base58Fault expected)
    {
        Base58.Decode(text, out var fault).ShouldBeNull();
        fault.ShouldBe(expected);
    }

    [Fact]
    public void A_text_beyond_the_limit_is_not_looked_at()
    {
        Base58.Decode(new string('1', Base58.MaxChars - 6), out _).ShouldNotBeNull();
        Base58.Decode(new string('1', 11 * 47), out var fault).ShouldBeNull();
        fault.ShouldBe(Base58Fault.Length);
    }

    [Fact]
    public void Bytes_survive_the_round_trip() =>
        Prop.ForAll<byte[]>(data => Base58.Decode(Base58.Encode(data), out _) is { } back && back.SequenceEqual(data))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_that_decodes_is_the_only_text_of_its_bytes() =>
        Prop.ForAll(
            Gen.Elements("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".ToCharArray()).ArrayOf().ToArbitrary(),
            letters =>
            {
                var text = new string(letters);
                return Base58.Decode(text, out _) is not { } data || Base58.Encode(data) == text;
            })
            .QuickCheckThrowOnFailure();
}

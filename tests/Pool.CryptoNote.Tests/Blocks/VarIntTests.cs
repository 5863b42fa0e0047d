using FsCheck;
using FsCheck.Fluent;
using Pool.CryptoNote.Blocks;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class VarIntTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7f")]
    [InlineData(128UL, "8001")]
    [InlineData(3914525UL, "9df6ee01")]
    [InlineData(ulong.MaxValue, "ffffffffffffffffff01")]
    public void Known_numbers_have_their_known_bytes(ulong value, string hex)
    {
        var bytes = new byte[VarInt.MaxBytes];
        var length = VarInt.Write(bytes, value);
        Convert.ToHexStringLower(bytes[..length]).ShouldBe(hex);
        VarInt.Length(value).ShouldBe(length);
        VarInt.Read(bytes, out var back).ShouldBe(length);
        back.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("8000")]
    [InlineData("ff8000")]
    [InlineData("ffffffffffffffffff02")]
    [InlineData("ffffffffffffffffffff01")]
    [InlineData("80808080808080808080")]
    public void Longer_than_needed_too_large_or_cut_short_is_no_number(string hex) =>
        VarInt.Read(Convert.FromHexString(hex), out _).ShouldBe(0);

    [Fact]
    public void Whatever_is_read_is_written_the_same() =>
        Prop.ForAll<byte[]>(data =>
        {
            var length = VarInt.Read(data, out var value);
            var back = new byte[VarInt.MaxBytes];
            return length == 0 || back.AsSpan(0, VarInt.Write(back, value)).SequenceEqual(data.AsSpan(0, length));
        }).QuickCheckThrowOnFailure();
}

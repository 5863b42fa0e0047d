using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pool.CryptoNote.Keys;

namespace Pool.CryptoNote.Tests.Keys;

public sealed class CurvePointTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    // The order of G: 2^252 + 27742317777372353535851937790883648493.
    private static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    private static readonly Arbitrary<byte[]> Scalars =
        Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(32).ToArbitrary();

    [Fact]
    public void The_generator_is_the_known_one() =>
        Hex(CurvePoint.Generator).ShouldBe("58" + string.Concat(Enumerable.Repeat("66", 31)));

    [Fact]
    public void The_group_s_order_takes_the_generator_to_the_neutral_point() =>
        Hex(CurvePoint.Generator.Multiply(Bytes(Order))).ShouldBe("01" + new string('0', 62));

    // Secret and public keys of RFC 8032's first test, clamped as it says.
    [Fact]
    public void A_known_secret_gives_its_public_key()
    {
        var secret = System.Security.Cryptography.SHA512.HashData(
            Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))[..32];
        secret[0] &= 248;
        secret[31] = (byte)((secret[31] & 63) | 64);
        Hex(CurvePoint.Generator.Multiply(secret))
            .ShouldBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    [Fact]
    public void Multiplication_distributes_over_the_sum() =>
        Prop.ForAll(Scalars, Scalars, (a, b) =>
        {
            var sum = (new BigInteger(a, isUnsigned: true) + new BigInteger(b, isUnsigned: true)) % Order;
            return Hex(CurvePoint.Generator.Multiply(a) + CurvePoint.Generator.Multiply(b))
                == Hex(CurvePoint.Generator.Multiply(Bytes(sum)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_compressed_decompresses_to_the_same_bytes() =>
        Prop.ForAll(Scalars, scalar =>
        {
            var bytes = new byte[32];
            CurvePoint.Generator.Multiply(scalar).Compress(bytes);
            return CurvePoint.TryDecompress(bytes, out var point) && Hex(point) == Convert.ToHexStringLower(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_are_a_point_exactly_when_the_curve_s_equation_has_a_root() =>
        Prop.ForAll(Scalars, bytes => CurvePoint.IsValid(bytes) == HasRoot(bytes)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", true)]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", true)]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true)]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", false)]
    [InlineData("01", false)]
    public void The_odd_cases_are_judged_as_monerod_judges_them(string hex, bool valid) =>
        CurvePoint.IsValid(Convert.FromHexString(hex)).ShouldBe(valid);

    private static bool HasRoot(byte[] bytes)
    {
        var y = new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << 255) - 1);
        if (y >= P)
        {
            return false;
        }

        var d = (P - 121665) * BigInteger.ModPow(121666, P - 2, P) % P;
        var ratio = (((y * y) - 1 + P) % P) * BigInteger.ModPow((d * y * y) + 1, P - 2, P) % P;

        // Euler's criterion: a square to the (p-1)/2 is 1, or 0 for zero; zero has no negative.
        var euler = BigInteger.ModPow(ratio, (P - 1) / 2, P);
        return euler.IsOne || (euler.IsZero && (bytes[31] & 0x80) == 0);
    }

    private static string Hex(CurvePoint point)
    {
        var bytes = new byte[32];
        point.Compress(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}

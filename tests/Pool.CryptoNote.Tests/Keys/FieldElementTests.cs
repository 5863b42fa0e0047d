using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pool.CryptoNote.Keys;

namespace Pool.CryptoNote.Tests.Keys;

/// <summary>The limbs against .NET's own big numbers.</summary>
public sealed class FieldElementTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    // Plain random numbers never come near the limbs' ends, where carries go wrong: half of the bytes are 00 or ff.
    private static readonly Arbitrary<BigInteger> Numbers =
        Gen.Choose(0, 511).Select(n => n < 256 ? (byte)n : n % 2 == 0 ? (byte)0 : (byte)255).ArrayOf(32)
            .Select(bytes => new BigInteger(bytes, isUnsigned: true) % P).ToArbitrary();

    [Fact]
    public void Sum_difference_and_product_agree_with_big_numbers() =>
        Prop.ForAll(Numbers, Numbers, (x, y) =>
        {
            var (a, b) = (Element(x), Element(y));
            return Number(a + b) == (x + y) % P
                && Number(a - b) == (x - y + P) % P
                && Number(a * b) == x * y % P
                && Number((a - b) * (b - a)) == (((x - y) * (y - x) % P) + P) % P;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Inverse_and_powers_agree_with_big_numbers() =>
        Prop.ForAll(Numbers, x =>
            Number(Element(x).Invert()) == BigInteger.ModPow(x, P - 2, P)
            && Number(Element(x).PowerOfRoot()) == BigInteger.ModPow(x, (P - 5) / 8, P)
            && Number(Element(x).PowerOfQuarter()) == BigInteger.ModPow(x, (P - 1) / 4, P)
            && Element(x).IsOdd == !x.IsEven)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_from_p_on_are_refused()
    {
        for (var over = 0; over < 19; over++)
        {
            FieldElement.TryRead(Bytes(P + over), out _).ShouldBeFalse();
        }

        FieldElement.TryRead(Bytes(P - 1), out var last).ShouldBeTrue();
        Number(last + FieldElement.One).ShouldBe(BigInteger.Zero);
    }

    private static FieldElement Element(BigInteger number) =>
        FieldElement.TryRead(Bytes(number), out var element) ? element : throw new ArgumentException("not below p");

    private static BigInteger Number(FieldElement element)
    {
        var bytes = new byte[32];
        element.Write(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pool.Hashing.CryptoNight;

/// <summary>The main loop of variants 0 and 1 with their relatives (CNS008, step 4).</summary>
internal static unsafe class ClassicLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVariant, TAes>(byte* pad, byte* state, ulong tweak)
        where TVariant : ICryptoNight
        where TAes : IAesRound
    {
        var words = (ulong*)state;
        var aLow = words[0] ^ words[4];
        var aHigh = words[1] ^ words[5];
        var b = Vector128.Create(words[2] ^ words[6], words[3] ^ words[7]).AsByte();
        var floats = Vector128<float>.Zero;
        var index = aLow;
        for (var turn = 0; turn < TVariant.Turns; turn++)
        {
            var first = pad + (index & (ulong)TVariant.Mask);
            var block = Vector128.Load(first);
            if (Has<TVariant>(CryptoNightTraits.Floats))
            {
                block = FloatTweak(block, ref floats);
            }

            var a = Vector128.Create(aLow, aHigh).AsByte();
            var c = Has<TVariant>(CryptoNightTraits.ColumnAes) ? ColumnRound(block, a) : TAes.Round(block, a);
            var mixed = b ^ c;
            if (Has<TVariant>(CryptoNightTraits.Tweak))
            {
                ((ulong*)first)[0] = mixed.AsUInt64().ToScalar();
                ((ulong*)first)[1] = TweakByte(mixed.AsUInt64().GetElement(1));
            }
            else
            {
                mixed.Store(first);
            }

            var cLow = c.AsUInt64().ToScalar();
            var second = (ulong*)(pad + (cLow & (ulong)TVariant.Mask));
            var (dLow, dHigh) = (second[0], second[1]);
            aLow += WideMath.High(cLow, dLow);
            aHigh += cLow * dLow;
            second[0] = aLow;
            second[1] = aHigh;
            if (Has<TVariant>(CryptoNightTraits.Tweak))
            {
                second[1] = aHigh ^ tweak ^ (Has<TVariant>(CryptoNightTraits.TweakLow) ? aLow : 0);
            }

            aLow ^= dLow;
            aHigh ^= dHigh;
            index = Has<TVariant>(CryptoNightTraits.Heavy) ? Divide<TVariant>(pad, aLow) : aLow;
            b = c;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has<TVariant>(CryptoNightTraits trait)
        where TVariant : ICryptoNight => (TVariant.Traits & trait) != 0;

    /// <summary>Variant 1: alters two bits of byte 11 by a table of 2-bit entries packed into 0x75310.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TweakByte(ulong high)
    {
        var value = (uint)(high >> 24);
        var entry = (int)((((value >> 3) & 6) | (value & 1)) << 1);
        return high ^ (((0x75310UL >> entry) & 0x30) << 24);
    }

    /// <summary>Heavy variants: divides one word of the next block by another and takes the index from both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Divide<TVariant>(byte* pad, ulong address)
        where TVariant : ICryptoNight
    {
        var block = pad + (address & (ulong)TVariant.Mask);
        var dividend = *(long*)block;
        long divisor = *(int*)(block + sizeof(long));
        var odd = divisor | 5;

        // -1 is the one divisor that can overflow: long.MinValue / -1 is an exception here, and itself in the definition.
        var quotient = odd == -1 ? -dividend : dividend / odd;
        *(long*)block = dividend ^ quotient;
        return (ulong)((Has<TVariant>(CryptoNightTraits.Inverted) ? ~divisor : divisor) ^ quotient);
    }

    /// <summary>cn/ccx: cubes the block's integers as floats onto a running sum whose old mantissa alters the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> FloatTweak(Vector128<byte> block, ref Vector128<float> sum)
    {
        // Sign and mantissa kept, exponent of 2.0: a value of 2 to 4, or -4 to -2, that 536870880 brings below 2^31.
        var keep = Vector128.Create(0x807FFFFF);
        var exponent = Vector128.Create(0x40000000u);
        var term = Vector128.ConvertToSingle(block.AsInt32()) + sum;
        term *= term * term;
        term = ((term.AsUInt32() & keep) | exponent).AsSingle();
        var old = ((sum.AsUInt32() & keep) | exponent).AsSingle();
        sum += term;
        return block ^ Vector128.ConvertToInt32Native(old * Vector128.Create(536870880.0f)).AsByte();
    }

    /// <summary>cn-heavy/tube: an AES round of the inverted block in which each column already sees those before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ColumnRound(Vector128<byte> block, Vector128<byte> key)
    {
        var inverted = (~block).AsUInt32();
        var (x0, x1, x2, x3) = (inverted[0], inverted[1], inverted[2], inverted[3]);
        var k = key.AsUInt32();
        var k0 = k[0] ^ AesTables.Column(x0, x1, x2, x3);
        x0 ^= k0;
        var k1 = k[1] ^ AesTables.Column(x1, x2, x3, x0);
        x1 ^= k1;
        var k2 = k[2] ^ AesTables.Column(x2, x3, x0, x1);
        x2 ^= k2;
        var k3 = k[3] ^ AesTables.Column(x3, x0, x1, x2);
        return Vector128.Create(k0, k1, k2, k3).AsByte();
    }
}

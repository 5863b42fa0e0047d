using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pool.Hashing.CryptoNight;

/// <summary>The main loop of variant 2, with its relatives, and of variant 4 (cn/r).</summary>
internal static unsafe class ShuffleLoop
{
    // The other three blocks of a 64-byte line, as what flips their address.
    private const int Block1 = 0x10;
    private const int Block2 = 0x20;
    private const int Block3 = 0x30;

    /// <param name="math">cn/r: the program of the height, over nine registers of 32 bits; null for the others.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVariant, TAes>(byte* pad, byte* state, RandomMath? math)
        where TVariant : ICryptoNight
        where TAes : IAesRound
    {
        var words = (ulong*)state;
        var aLow = words[0] ^ words[4];
        var aHigh = words[1] ^ words[5];
        var b = Vector128.Create(words[2] ^ words[6], words[3] ^ words[7]);
        var older = Vector128.Create(words[8] ^ words[10], words[9] ^ words[11]);
        var division = words[12];
        var root = words[13];
        var registers = stackalloc uint[RandomProgram.Registers];
        ((ulong*)registers)[0] = words[12];
        ((ulong*)registers)[1] = words[13];
        for (var turn = 0; turn < TVariant.Turns; turn++)
        {
            var index = aLow & (ulong)TVariant.Mask;
            var a = Vector128.Create(aLow, aHigh);
            var c = TAes.Round(Vector128.Load(pad + index), a.AsByte()).AsUInt64();
            var others = Shuffle<TVariant>(pad, index, Load(pad, index ^ Block1), a, b, older);
            if (Has<TVariant>(CryptoNightTraits.RandomMath))
            {
                c ^= others;
            }

            (b ^ c).Store((ulong*)(pad + index));
            var cLow = c.ToScalar();
            index = cLow & (ulong)TVariant.Mask;
            var second = (ulong*)(pad + index);
            var (dLow, dHigh) = (second[0], second[1]);
            if (Has<TVariant>(CryptoNightTraits.RandomMath))
            {
                dLow ^= (registers[0] + registers[1]) | ((ulong)(registers[2] + registers[3]) << 32);
                registers[4] = (uint)aLow;
                registers[5] = (uint)aHigh;
                registers[6] = (uint)b.ToScalar();
                registers[7] = (uint)older.ToScalar();
                registers[8] = (uint)older.GetElement(1);
                math!(registers);
                aLow ^= ((ulong*)registers)[1];
                aHigh ^= ((ulong*)registers)[0];
            }
            else
            {
                dLow ^= division ^ (root << 32);
                var cHigh = c.GetElement(1);
                ulong divisor = (uint)(cLow + (root << 1)) | 0x80000001;
                var (quotient, remainder) = WideMath.Divide(cHigh, divisor);
                division = (uint)quotient + (remainder << 32);
                root = SquareRoot.Of(cLow + (uint)quotient + (remainder << 32));
            }

            var (high, low) = (WideMath.High(cLow, dLow), cLow * dLow);
            var block1 = Load(pad, index ^ Block1);
            if (!Has<TVariant>(CryptoNightTraits.RandomMath))
            {
                block1 ^= Vector128.Create(high, low);
                var block2 = (ulong*)(pad + (index ^ Block2));
                high ^= block2[0];
                low ^= block2[1];
            }

            others = Shuffle<TVariant>(pad, index, block1, a, b, older);
            if (Has<TVariant>(CryptoNightTraits.RandomMath))
            {
                c ^= others;
            }

            aLow += high;
            aHigh += low;
            second[0] = aLow;
            second[1] = aHigh;
            aLow ^= dLow;
            aHigh ^= dHigh;
            older = b;
            b = c;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has<TVariant>(CryptoNightTraits trait)
        where TVariant : ICryptoNight => (TVariant.Traits & trait) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(byte* pad, ulong index) => Vector128.Load((ulong*)(pad + index));

    /// <summary>Moves the other three blocks of a line round and adds a, b and the b before it. Returns the xor of their old values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Shuffle<TVariant>(
        byte* pad, ulong index, Vector128<ulong> block1, Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> older)
        where TVariant : ICryptoNight
    {
        var block2 = Load(pad, index ^ Block2);
        var block3 = Load(pad, index ^ Block3);
        var reversed = Has<TVariant>(CryptoNightTraits.Reversed);
        ((reversed ? block1 : block3) + older).Store((ulong*)(pad + (index ^ Block1)));
        ((reversed ? block3 : block1) + b).Store((ulong*)(pad + (index ^ Block2)));
        (block2 + a).Store((ulong*)(pad + (index ^ Block3)));
        return block1 ^ block2 ^ block3;
    }
}
